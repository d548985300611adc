/** What the sandbox sends to the keeper, once. */
export interface KeeperOrder {
  readonly kind: 'start';
  /** Password of the database's superuser; random, for this run only. */
  readonly password: string;
}

/** What the keeper sends to the sandbox. */
export type KeeperReport =
  | { readonly kind: 'ready'; readonly port: number; readonly folder: string; readonly postgresPid: number }
  | { readonly kind: 'failed'; readonly message: string };

/** The superuser of the embedded database. */
export const SUPERUSER = 'desk_studio';
