import { anyone, expose, handle, handleQuery } from '@qikcard/canister-kit';
import { authApi, type TokenRequest, toOpt } from '@qikcard/contracts';
import { member } from '../guards.ts';
import { currentKey, jwks } from '../signing-keys.ts';
import { tokenRequests } from '../throttle.ts';
import { issueToken, validateToken } from '../tokens.ts';

/** Tokens and the keys to check them with. */
export class Tokens {
  @expose(authApi.issue_token)
  issue_token(request: TokenRequest) {
    return handle(
      'issue_token',
      member,
      (call) => tokenRequests(call) ?? issueToken(call, request),
    );
  }
  @expose(authApi.validate_token)
  validate_token(question: { token: string; audience: string }) {
    return handleQuery('validate_token', anyone, (call) => validateToken(call, question));
  }
  @expose(authApi.token_keys)
  token_keys() {
    return { jwks: jwks(), current_key_id: toOpt(currentKey()?.kid) };
  }
}
