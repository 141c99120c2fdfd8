/** What was typed and not saved: kept on this tab, so that a reload or a wrong tap loses nothing. */
import { useEffect, useRef, useState } from 'react';
import type { EditorForm } from '../components/editor-form.ts';

/** A row of another shape, from before an update of the app, is no form. */
const VERSION = 1;

/** Neither pictures, for their size, nor codes, which are no longer secret where they are kept. */
type Kept = { version: number; form: Omit<EditorForm, 'image' | 'invitation'> };

function read(key: string): Kept['form'] | undefined {
  try {
    const kept = JSON.parse(sessionStorage.getItem(key) ?? 'null') as Kept | null;
    return kept?.version === VERSION ? kept.form : undefined;
  } catch {
    return undefined;
  }
}
function write(key: string, { image: _, invitation: __, ...form }: EditorForm): void {
  try {
    sessionStorage.setItem(key, JSON.stringify({ version: VERSION, form }));
  } catch {
    // Where nothing can be kept, the form works without.
  }
}

/** A form that survives a reload of the page; pictures and codes are given again. */
export function useUnsaved(key: string, initial: () => EditorForm) {
  const [fresh] = useState(initial);
  const [form, setForm] = useState<EditorForm>(() => {
    const kept = read(key);
    return kept ? { ...fresh, ...kept } : fresh;
  });
  const [restored, setRestored] = useState(() => read(key) !== undefined);
  const touched = useRef(false);
  useEffect(() => {
    if (touched.current) write(key, form);
  }, [key, form]);
  const forget = () => {
    touched.current = false;
    sessionStorage.removeItem(key);
  };
  return {
    form,
    restored,
    change(part: Partial<EditorForm>) {
      touched.current = true;
      setForm({ ...form, ...part });
    },
    /** It is stored elsewhere now. */
    forget,
    /** Back to what is stored. */
    discard() {
      forget();
      setRestored(false);
      setForm(fresh);
    },
  };
}
