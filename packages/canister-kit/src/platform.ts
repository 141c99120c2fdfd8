/**
 * The class that answers what every canister answers, and the one place with `@init`,
 * `@postUpgrade` and `@inspectMessage`. A canister exports `[Surface, Platform]`.
 */

import { IDL } from '@dfinity/candid';
import {
  ConsentReply,
  ConsentRequest,
  type FactBatch,
  HttpRequest,
  HttpResponse,
  type Infer,
  type InitArgs,
  InitArgument,
  type LogLevel,
  ok,
  PAGE_MAX,
  platformApi,
  trustedOriginsApi,
} from '@qikcard/contracts';
import {
  init,
  inspectMessage,
  msgArgData,
  msgCaller,
  msgMethodName,
  msgReply,
  postUpgrade,
  query,
  update,
} from 'azle';
import { expose } from './expose.ts';
import { answerFile, notFound, type Response, toResponse } from './http.ts';
import { type Answer, hasAnswer, proofHeaders } from './http-certification.ts';
import { ic } from './ic.ts';
import {
  audit,
  certification,
  directory,
  gate,
  handle,
  handleQuery,
  hasRole,
  inbox,
  log,
  meter,
  outbox,
  resources,
  roles,
  rolesPull,
  secrets,
  setCapacity,
  settings,
} from './instance.ts';
import {
  certifiedTip,
  consentFor,
  deadLetters,
  discardDeadLetters,
  logLevelNow,
  maintenanceNow,
  resourcesNow,
  retryDeadLetters,
  setLogLevel,
  setMaintenance,
  setTrustedOrigins,
} from './platform-operations.ts';
import type { PlatformOptions } from './platform-options.ts';
import {
  certifyStandardPages,
  isStandardPage,
  platformConcerns,
  standardPages,
} from './platform-pages.ts';
import { holdsNoAssets, standardsOf } from './standards.ts';

const ARG_BYTES_MAX = 256 * 1024;
/** Batches of facts come from canisters, which this filter does not see; users send none. */
const INGRESS_BYTES_MAX: Record<string, number> = { receive_facts: 4 * 1024 };
const CONSENT = 'icrc21_canister_call_consent_message';

/** The decorator where the condition holds, nothing where it does not. */
const only = <D>(condition: boolean, decorator: D): D =>
  condition ? decorator : ((() => {}) as unknown as D);

/** The `Platform` class of one canister. */
export function definePlatform(options: PlatformOptions) {
  if (!options.isRolesSource) inbox.react(rolesPull.reactions);
  inbox.react(options.reactions ?? []);
  if (options.capacity) setCapacity(options.capacity);
  gate.keepEssential(options.essential ?? []);
  const bytesMax = { ...INGRESS_BYTES_MAX, ...options.argBytesMax };
  const argBytesMax = (name: string) =>
    Object.hasOwn(bytesMax, name) ? bytesMax[name] : ARG_BYTES_MAX;
  const noAssets = holdsNoAssets(options.name);
  const api = noAssets ? { ...options.api, ...trustedOriginsApi } : options.api;

  function start(): void {
    certifyStandardPages();
    certification.start();
    outbox.start();
    resources.start();
    log('Info', `${options.name} ${options.version} started`);
    if (!options.isRolesSource) rolesPull.start();
    if (options.keysRotateAfterSeconds !== undefined) secrets.start(options.keysRotateAfterSeconds);
    options.onStart?.();
  }
  const concerns = () => [
    ...platformConcerns(options.keysRotateAfterSeconds !== undefined),
    ...(options.concerns?.(ic.nowNs()) ?? []),
  ];

  /** Only what is certified is served: a gateway would refuse it anyway. */
  function fileAt(path: string): Answer | undefined {
    const file = hasAnswer(certification.tree, path) ? options.files?.(path) : undefined;
    return file && answerFile(file);
  }

  return class Platform {
    @init([InitArgument])
    install([args]: Infer<typeof InitArgument>): void {
      if (args === undefined) ic.trap('QIKCARD_INIT the first installation needs the directory');
      directory.set(args as InitArgs);
      outbox.begin();
      options.onInstall?.(args as InitArgs);
      start();
    }
    @postUpgrade([InitArgument])
    upgrade([args]: Infer<typeof InitArgument>): void {
      if (args !== undefined) directory.set(args);
      start();
    }
    // A cheap filter on one node, skipped between canisters: never the security boundary.
    @inspectMessage({ manual: true })
    inspect(): boolean {
      const name = msgMethodName();
      const method = Object.hasOwn(api, name) ? api[name] : undefined;
      if (method === undefined || msgArgData().length > argBytesMax(name)) return false;
      if (name === CONSENT) return true;
      // A query sent as an update is paid by the canister too; as a query it does not come by here.
      if (msgCaller().isAnonymous()) return false;
      // Said here it costs nothing; said in the call it would cost the base fee.
      const closed = gate.closed(name, ic.nowNs());
      return closed === undefined || ic.trap(closed);
    }

    @expose(platformApi.version)
    version() {
      return { name: options.name, version: options.version, schema: options.schema };
    }
    @expose(platformApi.health)
    health() {
      const all = concerns();
      const status = all.length === 0 ? { Healthy: null } : { Degraded: null };
      return { status, concerns: all, time_ns: ic.nowNs() };
    }
    @expose(platformApi.capabilities)
    capabilities() {
      return options.capabilities;
    }
    @expose(platformApi.audit_page)
    audit_page(start: bigint, limit: number) {
      return handleQuery('audit_page', hasRole('admin'), () =>
        ok(audit.page(start, Math.min(limit, PAGE_MAX))),
      );
    }
    @expose(platformApi.audit_tip)
    audit_tip() {
      return audit.tip();
    }
    @expose(platformApi.outbox_status)
    outbox_status() {
      return outbox.status();
    }
    @expose(platformApi.event_shards)
    event_shards() {
      return directory.eventShards();
    }
    @expose(platformApi.receive_facts)
    receive_facts(batch: FactBatch) {
      const known = (call: { caller: Parameters<typeof directory.nameOf>[0] }) =>
        directory.nameOf(call.caller) === undefined ? { StrangerCanister: null } : undefined;
      return handle('receive_facts', known, (call) => {
        call.subject = subjectOf(batch);
        return inbox.receive(call.caller, batch);
      });
    }
    @expose(platformApi.roles_version)
    roles_version() {
      return roles.version();
    }
    @expose(platformApi.icrc10_supported_standards)
    icrc10_supported_standards() {
      return [...standardsOf(options.name), ...(options.standards ?? [])];
    }
    @expose(platformApi.instructions)
    instructions() {
      return meter.report();
    }
    @update([ConsentRequest], ConsentReply, { manual: true })
    icrc21_canister_call_consent_message(): void {
      const reply = consentFor(api, options.consents ?? {}, msgArgData());
      msgReply(new Uint8Array(IDL.encode([ConsentReply], [reply])));
    }
    @only(noAssets, expose(trustedOriginsApi.icrc28_trusted_origins))
    icrc28_trusted_origins() {
      return { trusted_origins: settings.origins() };
    }
    @only(noAssets, expose(trustedOriginsApi.set_trusted_origins))
    set_trusted_origins(origins: string[]) {
      return setTrustedOrigins(origins);
    }
    @expose(platformApi.audit_certificate)
    audit_certificate() {
      return certifiedTip();
    }
    @expose(platformApi.dead_letters)
    dead_letters(receiver: string) {
      return deadLetters(receiver);
    }
    @expose(platformApi.discard_dead_letters)
    discard_dead_letters(receiver: string, seqs: bigint[]) {
      return discardDeadLetters(receiver, seqs);
    }
    @expose(platformApi.retry_dead_letters)
    retry_dead_letters(receiver: string, seqs: bigint[]) {
      return retryDeadLetters(receiver, seqs);
    }
    @expose(platformApi.inbox_status)
    inbox_status() {
      return inbox.status();
    }
    @expose(platformApi.maintenance)
    maintenance() {
      return maintenanceNow();
    }
    @expose(platformApi.set_maintenance)
    set_maintenance(note: [] | [string]) {
      return setMaintenance(note);
    }
    @expose(platformApi.log_level)
    log_level() {
      return logLevelNow();
    }
    @expose(platformApi.set_log_level)
    set_log_level(level: LogLevel) {
      return setLogLevel(level);
    }
    @expose(platformApi.resources)
    resources() {
      return resourcesNow();
    }
    @query([HttpRequest], HttpResponse)
    http_request(request: Infer<typeof HttpRequest>): Response {
      const path = request.url.split('?')[0];
      const { tree } = certification;
      const answer = isStandardPage(path)
        ? standardPages[path](concerns(), options.metrics?.() ?? [])
        : fileAt(path);
      return toResponse(answer ?? notFound(), proofHeaders(tree, path, ic.dataCertificate()));
    }
  };
}

function subjectOf({ facts }: FactBatch): string {
  return facts.length === 0 ? '' : `facts ${facts[0].seq}-${facts[facts.length - 1].seq}`;
}
