/** Cards tapped on the phone itself, where the browser can (Web NFC: Chrome on Android). */
type Tap = { serialNumber: string; message: { records: NfcRecord[] } };
type NfcRecord = { recordType: string; data?: DataView };
type Reader = {
  scan(options: { signal: AbortSignal }): Promise<void>;
  onreading: ((tap: Tap) => void) | null;
};
type ReaderClass = new () => Reader;

const readerClass = () => (globalThis as { NDEFReader?: ReaderClass }).NDEFReader;

/** Whether this browser can read cards. */
export const canTap = (): boolean => readerClass() !== undefined;

/** The text of the next card: the link it shows, else its number. Rejects when it is not allowed. */
export async function nextTap(signal: AbortSignal): Promise<string> {
  const Class = readerClass();
  if (Class === undefined) throw new Error('this browser has no Web NFC');
  const reader = new Class();
  const tapped = new Promise<string>((done, stopped) => {
    reader.onreading = ({ serialNumber, message }) => {
      const link = message.records.find(({ recordType }) => recordType === 'url');
      done(link?.data ? new TextDecoder().decode(link.data) : serialNumber);
    };
    signal.addEventListener('abort', () => stopped(signal.reason));
  });
  await reader.scan({ signal });
  return tapped;
}
