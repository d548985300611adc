import { readContract } from '../document/contract-document.ts';
import { authCases, authExamples } from './auth.ts';
import type { ContractCase } from './contract-case.ts';
import { customerCases, customerExamples } from './customers.ts';
import { dealCases, dealExamples } from './deals.ts';
import { gatewayCases, gatewayExamples } from './gateway.ts';
import { inventoryCases, inventoryExamples } from './inventory.ts';
import { messagingCases, messagingExamples } from './messaging.ts';
import { sharedRefusals } from './refusals.ts';
import { showroomCases, showroomExamples } from './showroom.ts';
import { socketCases } from './sockets.ts';
import { taxCases, taxExamples } from './tax.ts';

const examples = [
  ...gatewayExamples,
  ...authExamples,
  ...dealExamples,
  ...customerExamples,
  ...inventoryExamples,
  ...showroomExamples,
  ...messagingExamples,
  ...taxExamples,
];

/** Every case of the contract test: what is particular to each operation, then the refusals they share. */
export const contractCases: readonly ContractCase[] = [
  ...gatewayCases,
  ...authCases,
  ...dealCases,
  ...customerCases,
  ...inventoryCases,
  ...showroomCases,
  ...messagingCases,
  ...taxCases,
  ...socketCases,
  ...sharedRefusals(readContract(), examples),
];
