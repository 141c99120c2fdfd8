import type { Loan } from '@qikcard/contracts';
import type { ThingsText } from '../../../locales/things.ts';

/** Who has something: the name at the event, otherwise how the person is signed in. */
export const personText = (
  { borrower_name: name, borrower }: Pick<Loan, 'borrower_name' | 'borrower'>,
  p: ThingsText,
): string => name || p('desk.unknownPerson', { id: `${borrower.toText().slice(0, 5)}…` });
