/** What the sandbox tells the keeper, once. */
export interface KeeperOrder {
  readonly kind: 'start';
  /** Password of the database's superuser; random, for this run only. */
  readonly password: string;
}

/** What the keeper tells the sandbox. */
export type KeeperReport =
  | { readonly kind: 'ready'; readonly port: number; readonly folder: string; readonly postgresPid: number }
  | { readonly kind: 'failed'; readonly message: string };

/** The superuser that the embedded database is made with. */
export const SUPERUSER = 'desk_studio';
