import { lazy, Suspense } from 'react';
import { BrowserRouter } from 'react-router';
import { ToastProvider } from '../components/ui/toast.tsx';

const GalleryPage = lazy(async () => ({
  default: (await import('../features/gallery/components/gallery-page.tsx')).GalleryPage,
}));

const CrowdPage = lazy(async () => ({
  default: (await import('../features/gallery/components/crowd-page.tsx')).CrowdPage,
}));

/** The design system by itself, at /gallery; with `?guests=`, the attendees table with so many rows. */
export function GalleryOnly() {
  const guests = Number(new URLSearchParams(window.location.search).get('guests'));
  return (
    <BrowserRouter>
      <ToastProvider>
        <Suspense>{guests > 0 ? <CrowdPage guests={guests} /> : <GalleryPage />}</Suspense>
      </ToastProvider>
    </BrowserRouter>
  );
}
