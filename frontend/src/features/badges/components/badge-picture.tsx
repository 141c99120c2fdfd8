import { type AchievementDesign, type BadgeView, badgeArt, fromOpt } from '@qikcard/contracts';
import { cx } from '../../../lib/class-names.ts';

type Art = Parameters<typeof badgeArt>[0];

/** What the art needs to know of a design. */
export function artOfDesign(
  design: Pick<AchievementDesign, 'name' | 'season' | 'hue' | 'supply' | 'criterion' | 'soulbound'>,
): Omit<Art, 'id' | 'edition' | 'transfers'> {
  const { name, season, hue, soulbound, criterion } = design;
  const [kind, values] = Object.entries(criterion)[0] as [Art['kind'], Record<string, unknown>];
  const count = Object.entries(values).find(([field]) => field !== 'event_id')?.[1];
  const supply = fromOpt(design.supply);
  return { name, season, hue, soulbound, kind, supply, count: Number(count ?? 0) };
}

/** The picture of a badge, drawn by the same function as in the canister. */
export function BadgePicture({ badge, className }: { badge: BadgeView; className?: string }) {
  const { id, edition, transfers, design } = badge;
  return (
    <ArtPicture art={{ ...artOfDesign(design), id, edition, transfers }} className={className} />
  );
}

/** Art as a picture; the words beside it say what it is. */
export function ArtPicture({ art, className }: { art: Art; className?: string | undefined }) {
  return (
    <img
      src={`data:image/svg+xml,${encodeURIComponent(badgeArt(art))}`}
      alt=""
      className={cx('aspect-square w-full rounded-[7%] border border-line', className)}
    />
  );
}
