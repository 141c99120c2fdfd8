/** Push messages, in English; the other catalogues have the same keys. */
export const pushEn = {
  title: 'While the app is closed',
  lead: 'News as notifications of your device. What they say is encrypted on the way.',
  notOffered: 'This deployment sends no push messages yet. News wait in your inbox.',
  unsupported:
    'This browser cannot receive push messages. On an iPhone or iPad, add QikCard to the home screen first.',
  denied:
    'Notifications are blocked for this page. Allow them in the settings of the browser for this site, then come back.',
  turnOn: 'Notify me on this device',
  failed: 'This browser could not be reached by its push service. Try again later.',
  devices: 'Devices that are notified',
  unnamed: 'Device without a name',
  here: 'This device',
  remove: 'Remove',
  removeNamed: 'Do not notify {name} any more',
  removed: '{name} is not notified any more.',
  'refusal.LimitReached': 'That is the most there can be: {limit}. Remove one first.',
};
export type PushTextKey = keyof typeof pushEn;
