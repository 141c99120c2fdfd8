/** Requests, connections, blocks: what people do with each other. */
import type { Principal } from '@dfinity/principal';
import { type Call, expose, handle, handleQuery } from '@qikcard/canister-kit';
import {
  type ConnectionList,
  err,
  ok,
  type ProfileRefusal,
  profileApi,
  type Relation,
  type Result,
  toOpt,
} from '@qikcard/contracts';
import { isMember, mayWrite, writes } from './callers.ts';
import {
  accept,
  block,
  type Change,
  decline,
  type Pair,
  remove,
  request,
  unblock,
  withdraw,
} from './domain/connection.ts';
import { endorse } from './endorse.ts';
import { type ListName, listNumber, pairOf, settle } from './links.ts';
import { pageSize } from './page.ts';
import { cardOf, isSame, sideOf } from './people.ts';
import { linkLists, profiles } from './store.ts';
import { mutualConnections, suggestionsFor } from './suggestions.ts';

type Step = (pair: Pair, nowNs: bigint) => Change | undefined;

/** One step between the caller and another; undefined steps are requests that are not there. */
function act(call: Call, other: Principal, step: Step): Result<Relation, ProfileRefusal> {
  const change = step(pairOf(call.caller, other), call.nowNs);
  if (change === undefined) return err({ UnknownRequest: null });
  return settle(call.caller, other, change, call.nowNs);
}
const step = (name: string, other: Principal, how: Step) =>
  handle(name, writes('link'), (call) => act(call, other, how));

export class Connections {
  @expose(profileApi.request_connection)
  request_connection(other: Principal) {
    return handle('request_connection', mayWrite, (call): Result<Relation, ProfileRefusal> => {
      if (isSame(call.caller, other)) return invalid('this is you');
      if (!profiles.has(other)) return err({ UnknownPerson: null });
      const refusal = writes('request')(call);
      if (refusal) return err(refusal);
      const change = request(pairOf(call.caller, other), call.nowNs);
      if (change === 'blocked by oneself') return invalid('unblock this person first');
      return settle(call.caller, other, change, call.nowNs);
    });
  }
  @expose(profileApi.withdraw_request)
  withdraw_request(other: Principal) {
    return step('withdraw_request', other, withdraw);
  }
  @expose(profileApi.accept_connection)
  accept_connection(other: Principal) {
    return step('accept_connection', other, accept);
  }
  @expose(profileApi.decline_connection)
  decline_connection(other: Principal) {
    return step('decline_connection', other, decline);
  }
  @expose(profileApi.remove_connection)
  remove_connection(other: Principal) {
    return step('remove_connection', other, remove);
  }
  @expose(profileApi.block_person)
  block_person(other: Principal) {
    return handle('block_person', writes('link'), (call) =>
      isSame(call.caller, other) ? invalid('this is you') : act(call, other, block),
    );
  }
  @expose(profileApi.unblock_person)
  unblock_person(other: Principal) {
    return step('unblock_person', other, unblock);
  }
  @expose(profileApi.endorse)
  endorse(other: Principal) {
    return handle('endorse', writes('link'), (call) => endorse(call, other));
  }
  /** By the bytes of their principals: any order that a cursor can hold to. */
  @expose(profileApi.connections)
  connections(list: ConnectionList, [after]: [] | [Principal], limit: number) {
    return handleQuery('connections', isMember, ({ caller }) => {
      const number = listNumber(Object.keys(list)[0] as ListName);
      const size = pageSize(limit);
      const keys = linkLists.scan({
        prefix: [caller, number],
        ...(after && { after: [caller, number, after] as [Principal, number, Principal] }),
        limit: size + 1,
      });
      const others = keys.slice(0, size).map(([, , other]) => other);
      const rows = others.map((other) => ({
        person: cardOf(caller, other),
        since_ns: sideOf(caller, other).sinceNs,
      }));
      return ok({ rows, next: toOpt(keys.length > size ? others.at(-1) : undefined) });
    });
  }
  @expose(profileApi.mutual_connections)
  mutual_connections(other: Principal, [after]: [] | [Principal], limit: number) {
    return handleQuery('mutual_connections', isMember, ({ caller }) =>
      ok(mutualConnections(caller, other, after, pageSize(limit))),
    );
  }
  @expose(profileApi.suggestions)
  suggestions() {
    return handleQuery('suggestions', isMember, ({ caller }) => ok(suggestionsFor(caller)));
  }
}

const invalid = (problem: string) => err({ Invalid: { field: 'person', problem } });
