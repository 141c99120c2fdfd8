import { useEffect, useState } from 'react';

/** An address of a picture for as long as it is shown; undefined while there is none. */
export function useBlobUrl(shown: Blob | undefined): string | undefined {
  const [url, setUrl] = useState<string>();
  useEffect(() => {
    if (!shown) return setUrl(undefined);
    const made = URL.createObjectURL(shown);
    setUrl(made);
    return () => URL.revokeObjectURL(made);
  }, [shown]);
  return url;
}
