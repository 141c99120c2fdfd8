/** Where somebody's tokens lie: a subaccount of the wallet canister, one per person. */
export { depositSubaccount as subaccountOf } from '@qikcard/contracts/deposit-account';
