/** Walk-ins, the door without a network, gates that ask, receipts, passes and cards, in English. */
export const en = {
  walkIn: 'Walk-in',
  walkInText: 'Registers a guest and lets them in. The name may stay empty.',
  walkInName: 'Name',
  walkInNameHint: 'Empty: the guest gets a number.',
  walkInTicket: 'Ticket',
  walkInAction: 'Let in',
  walkInClaim: 'The guest can keep this place: scan the code, or open {address} and type it.',
  walkInQr: 'Code to keep the place',
  walkInNext: 'Next guest',
  walkInGone: 'This guest was taken back meanwhile. Nothing was done.',
  walkInOffline: 'A walk-in needs the network: the list of places is not on this phone.',
};
