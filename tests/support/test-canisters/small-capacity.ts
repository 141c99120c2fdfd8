/** A canister of the kit that is overloaded after some calls; for tests/security/spam.test.ts. */
import { anyone, definePlatform, expose, handle, ic } from '@qikcard/canister-kit';
import { nat64, platformApi, update } from '@qikcard/contracts';

const api = { ...platformApi, work: update([], nat64) };
const INSTRUCTIONS = 2_000_000n;

class Surface {
  @expose(api.work)
  work() {
    return handle('work', anyone, () => {
      while (ic.instructions() < INSTRUCTIONS) Math.sqrt(2);
      return ic.instructions();
    });
  }
}

const Platform = definePlatform({
  name: 'analytics',
  version: '0.1.0',
  schema: 1,
  api,
  capabilities: [],
  capacity: { instructionsPerSecond: 3e6, burstSeconds: 20 },
});

export default [Surface, Platform];
