/** What ICRC-10 lists of the badges besides the standards of every canister. */
const ICRC = 'https://github.com/dfinity/ICRC/blob/main/ICRCs';

export const standards = [
  { name: 'ICRC-3', url: 'https://github.com/dfinity/ICRC-1/tree/main/standards/ICRC-3' },
  { name: 'ICRC-7', url: `${ICRC}/ICRC-7/ICRC-7.md` },
  { name: 'ICRC-37', url: `${ICRC}/ICRC-37/ICRC-37.md` },
];
