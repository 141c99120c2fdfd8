/** The wallet canister. Its product part comes later; until then it answers the platform endpoints. */
import { platformApi } from './platform.ts';

export const walletApi = { ...platformApi };
