/** Brings a whole deployment up to date: canisters, web apps and the files that describe it. */
import { join } from 'node:path';
import { HttpAgent, type Identity } from '@dfinity/agent';
import type { Principal } from '@dfinity/principal';
import type { Network } from '@qikcard/client';
import { buildCanisters } from '../build/canisters.ts';
import { filesHash, readHeaderRules, uploadWeb, webFiles } from './assets.ts';
import { createMissing, createShards, installAssetCanisters, installChanged } from './canisters.ts';
import { type Deployment, readJson, type WebName, writeJson } from './state.ts';

export type DeployTarget = {
  /** Base URL of the IC HTTP API, also that of the gateway. */
  url: string;
  rootKey: Uint8Array;
  defaultEffectiveCanisterId: string;
  operator: Identity;
  admins: Principal[];
  /** Event canisters to have at least; one when absent. */
  eventShards?: number;
  /** Folder for deployment.json. */
  home: string;
};

export type Deployed = {
  deployment: Deployment;
  network: Network;
  webUrl: string;
  identityUrl: string;
};

/** Deploys what changed since the last time; calling it again does nothing. */
export async function deploy(
  target: DeployTarget,
  report: (line: string) => void,
): Promise<Deployed> {
  const path = join(target.home, 'deployment.json');
  const deployment =
    readJson<Deployment>(path) ?? ({ canisters: {}, installed: {} } as unknown as Deployment);
  const save = () => writeJson(path, deployment);
  const agent = HttpAgent.createSync({
    host: target.url,
    rootKey: target.rootKey,
    identity: target.operator,
  });
  await createMissing(
    agent,
    target.defaultEffectiveCanisterId,
    deployment.canisters,
    (canisters) => {
      Object.assign(deployment.canisters, canisters);
      save();
    },
  );
  deployment.eventShards ??= [deployment.canisters.event];
  const { eventShards = 1, defaultEffectiveCanisterId } = target;
  await createShards(
    agent,
    defaultEffectiveCanisterId,
    deployment.eventShards,
    eventShards,
    (shards) => {
      deployment.eventShards = shards;
      save();
    },
  );
  const built = await buildCanisters([], () => {});
  await installChanged(agent, deployment, built, target.admins, (name, mode, hash) => {
    deployment.installed[name] = hash;
    save();
    report(`${mode === 'upgrade' ? 'upgraded' : 'installed'} ${name}`);
  });
  await installAssetCanisters(agent, deployment, (name) => {
    deployment.installed[name] = 'empty';
    save();
  });
  const described = describe(deployment, target);
  for (const name of ['frontend', 'identity'] as const) {
    await fill(agent, deployment, name, described, report);
    save();
  }
  return { deployment, ...described };
}

type Described = Omit<Deployed, 'deployment'>;

function describe(deployment: Deployment, target: DeployTarget): Described {
  const { frontend, identity, ...canisters } = deployment.canisters;
  const port = new URL(target.url).port;
  return {
    network: {
      host: target.url,
      canisters,
      eventShards: deployment.eventShards,
      rootKey: Buffer.from(target.rootKey).toString('hex'),
    },
    webUrl: `http://${frontend}.localhost:${port}/`,
    identityUrl: `http://${identity}.localhost:${port}/`,
  };
}

async function fill(
  agent: HttpAgent,
  deployment: Deployment,
  name: WebName,
  { network, identityUrl }: Described,
  report: (line: string) => void,
): Promise<void> {
  // The page's own origin serves the API too, so browsers need no other host.
  const settings = {
    network: { ...network, host: '' },
    identityProvider: identityUrl,
    environment: 'local',
  };
  const extra = [{ key: '/qikcard.json', content: Buffer.from(JSON.stringify(settings)) }];
  const directory = join('dist', name);
  const files = webFiles(directory, name === 'frontend' ? extra : []);
  const rules = readHeaderRules(directory);
  const hash = filesHash(files, rules);
  if (deployment.installed[name] === hash) return;
  const sent = await uploadWeb(agent, deployment.canisters[name], files, rules);
  deployment.installed[name] = hash;
  report(`uploaded ${name} (${sent} of ${files.length} files)`);
}
