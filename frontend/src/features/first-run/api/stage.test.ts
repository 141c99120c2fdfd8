import { Principal } from '@dfinity/principal';
import { CONSENT_VERSION, type FirstRun, type OwnProfile } from '@qikcard/contracts';
import { expect, test } from 'vitest';
import { stageOf } from './stage.ts';

const consent: FirstRun['consent'] = [{ version: CONSENT_VERSION, at_ns: 1n }];
const begun: FirstRun = { named: false, consent: [], finished: false };
const own = (first_run: FirstRun, username?: string) =>
  ({
    profile: { principal: Principal.anonymous(), username: username ? [username] : [] },
    first_run,
  }) as unknown as OwnProfile;

test('a newcomer is asked for a name, then for consent, then about news, then never again', () => {
  expect(stageOf(own(begun))).toBe('name');
  expect(stageOf(own({ ...begun, named: true }))).toBe('consent');
  expect(stageOf(own({ ...begun, named: true, consent }))).toBe('notifications');
  expect(stageOf(own({ named: true, consent, finished: true }))).toBeUndefined();
});

test('who has a username is not asked for one', () => {
  expect(stageOf(own(begun, 'ada'))).toBe('consent');
});

test('who agreed to an older text is asked about the new one only', () => {
  const older: FirstRun = {
    named: true,
    consent: [{ version: CONSENT_VERSION - 1, at_ns: 1n }],
    finished: true,
  };
  expect(stageOf(own(older))).toBe('consent');
});
