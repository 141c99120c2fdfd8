/** Pictures of things. */
import { expectOk, type QikCard } from '@qikcard/client';
import { RESOURCE_IMAGE_MAX_BYTES, type ResourceView } from '@qikcard/contracts';
import { useQuery } from '@tanstack/react-query';
import { useBlobUrl } from '../../../lib/blob-url.ts';
import { useSession } from '../../session/api/session.tsx';
import { useThingsChange } from './things.ts';

/** An address of a picture for this page, or undefined while there is none. */
export function useThingPicture(thing: ResourceView, at = 0): string | undefined {
  const version = thing.images[at]?.version;
  return usePicture(['thing', String(thing.id)], version, async (event, version) =>
    expectOk(await event.get_resource_image({ resource_id: thing.id, version })),
  );
}

/** The same of a picture of damage. */
export function useDamagePicture(reportId: bigint, version: number): string | undefined {
  return usePicture(['damage', String(reportId)], version, async (event, version) =>
    expectOk(await event.get_damage_image({ report_id: reportId, version })),
  );
}

type Fetched = { image: Uint8Array | number[]; content_type: string };

/** Every version of a picture is one picture for ever. */
function usePicture(
  key: string[],
  version: number | undefined,
  fetchIt: (event: QikCard['event'], version: number) => Promise<Fetched>,
): string | undefined {
  const { qik, who, status } = useSession();
  const { data } = useQuery({
    queryKey: ['thing-image', ...key, version, who],
    enabled: version !== undefined && status !== 'starting',
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: async () => {
      const { image, content_type } = await fetchIt(qik.event, version ?? 0);
      return new Blob([new Uint8Array(image)], { type: content_type });
    },
  });
  const url = useBlobUrl(data);
  return version === undefined ? undefined : url;
}

export function useAddPicture(id: bigint) {
  const { qik } = useSession();
  return useThingsChange(async (file: File) =>
    expectOk(
      await qik.event.add_resource_image({ resource_id: id, image: await smallPicture(file) }),
    ),
  );
}

/** The report that I wrote last about a loan: the one I have just written. */
export function useMyReport(loanId: bigint, enabled: boolean) {
  const { qik, who } = useSession();
  return useQuery({
    queryKey: ['things', 'my-report', String(loanId), who],
    enabled,
    queryFn: async () => {
      const { reports } = await qik.event.my_damage_reports([], REPORTS_LOOKED_AT);
      return reports.find(({ loan_id: [loan] }) => loan === loanId) ?? null;
    },
  });
}

export function useAddDamagePicture(reportId: bigint) {
  const { qik } = useSession();
  return useThingsChange(async (file: File) =>
    expectOk(
      await qik.event.add_damage_image({ report_id: reportId, image: await smallPicture(file) }),
    ),
  );
}

export function useRemoveDamagePicture(reportId: bigint) {
  const { qik } = useSession();
  return useThingsChange(async (version: number) =>
    expectOk(await qik.event.remove_damage_image({ report_id: reportId, version })),
  );
}

export function useRemovePicture(id: bigint) {
  const { qik } = useSession();
  return useThingsChange(async (version: number) =>
    expectOk(await qik.event.remove_resource_image({ resource_id: id, version })),
  );
}

const REPORTS_LOOKED_AT = 10;
const SIDE_MAX_PIXELS = 1_000;
const QUALITIES = [0.82, 0.7, 0.55, 0.4, 0.25];

/** A picture file as a JPEG small enough to be kept. Throws when it is none. */
async function smallPicture(file: File): Promise<Uint8Array> {
  const picture = await createImageBitmap(file);
  const scale = Math.min(1, SIDE_MAX_PIXELS / Math.max(picture.width, picture.height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(picture.width * scale);
  canvas.height = Math.round(picture.height * scale);
  canvas.getContext('2d')?.drawImage(picture, 0, 0, canvas.width, canvas.height);
  for (const quality of QUALITIES) {
    const made = await new Promise<Blob | null>((done) =>
      canvas.toBlob(done, 'image/jpeg', quality),
    );
    if (made && made.size <= RESOURCE_IMAGE_MAX_BYTES) {
      return new Uint8Array(await made.arrayBuffer());
    }
  }
  throw new RangeError('the picture cannot be made small enough');
}
