/** What ICRC-1 and ICRC-10 list of the QIK ledger; names and URLs as the standards spell them. */
const ICRC1 = 'https://github.com/dfinity/ICRC-1/tree/main/standards';
const ICRC = 'https://github.com/dfinity/ICRC/blob/main/ICRCs';

export const standards = [
  { name: 'ICRC-1', url: `${ICRC1}/ICRC-1` },
  { name: 'ICRC-2', url: `${ICRC1}/ICRC-2` },
  { name: 'ICRC-3', url: `${ICRC1}/ICRC-3` },
  { name: 'ICRC-10', url: `${ICRC}/ICRC-10/ICRC-10.md` },
  {
    name: 'ICRC-21',
    url: 'https://github.com/dfinity/wg-identity-authentication/blob/main/topics/ICRC-21/icrc_21_consent_msg.md',
  },
  { name: 'ICRC-103', url: `${ICRC1}/ICRC-103` },
];
