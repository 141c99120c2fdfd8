/**
 * The class that answers what every canister answers, and the one place with `@init`,
 * `@postUpgrade` and `@inspectMessage`. A canister exports `[Surface, Platform]`.
 */

import {
  type FactBatch,
  HttpRequest,
  HttpResponse,
  type Infer,
  type InitArgs,
  InitArgument,
  ok,
  PAGE_MAX,
  platformApi,
} from '@qikcard/contracts';
import {
  init,
  inspectMessage,
  msgArgData,
  msgCaller,
  msgMethodName,
  postUpgrade,
  query,
} from 'azle';
import { expose } from './expose.ts';
import { answer, type Response, skipCertification } from './http.ts';
import { ic } from './ic.ts';
import {
  audit,
  certification,
  directory,
  handle,
  handleQuery,
  hasRole,
  inbox,
  meter,
  outbox,
  roles,
  rolesPull,
  secrets,
} from './instance.ts';
import type { PlatformOptions } from './platform-options.ts';
import { platformConcerns, standardPages } from './platform-pages.ts';

const ARG_BYTES_MAX = 256 * 1024;

const standards = [
  { name: 'ICRC-10', url: 'https://github.com/dfinity/ICRC/blob/main/ICRCs/ICRC-10/ICRC-10.md' },
];

/** The `Platform` class of one canister. */
export function definePlatform(options: PlatformOptions) {
  if (!options.isRolesSource) inbox.react(rolesPull.reactions);
  inbox.react(options.reactions ?? []);

  function start(): void {
    certification.now();
    outbox.start();
    if (!options.isRolesSource) rolesPull.start();
    if (options.keysRotateAfterSeconds !== undefined) secrets.start(options.keysRotateAfterSeconds);
    options.onStart?.();
  }
  const concerns = () => [
    ...platformConcerns(options.keysRotateAfterSeconds !== undefined),
    ...(options.concerns?.(ic.nowNs()) ?? []),
  ];

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
      const method = options.api[msgMethodName()];
      if (method === undefined || msgArgData().length > ARG_BYTES_MAX) return false;
      return method.mode === 'query' || !msgCaller().isAnonymous();
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
      return [...standards, ...(options.standards ?? [])];
    }
    @expose(platformApi.instructions)
    instructions() {
      return meter.report();
    }
    @query([HttpRequest], HttpResponse)
    http_request(request: Infer<typeof HttpRequest>): Response {
      const metrics = options.metrics?.() ?? [];
      return answer(
        request,
        standardPages(concerns, metrics),
        skipCertification(ic.dataCertificate(), certification.witness()),
      );
    }
  };
}

function subjectOf({ facts }: FactBatch): string {
  return facts.length === 0 ? '' : `facts ${facts[0].seq}-${facts[facts.length - 1].seq}`;
}
