import type { Principal } from '@dfinity/principal';
import type { AvatarInfo } from '@qikcard/contracts';
import { Avatar } from '../../../components/ui/avatar.tsx';
import { useAvatarUrl } from '../api/avatar.ts';

type Props = { person: Principal; name: string; info: AvatarInfo | undefined };

/** The picture of a person, or their initials; the name stands beside it in words. */
export function PersonPicture({ person, name, info }: Props) {
  const url = useAvatarUrl(person, info);
  if (!url) return <Avatar name={name} size="lg" />;
  return <img src={url} alt="" className="size-16 shrink-0 rounded-full object-cover" />;
}
