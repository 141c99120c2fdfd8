import { lazy, Suspense } from 'react';
import { BrowserRouter } from 'react-router';
import { ToastProvider } from '../components/ui/toast.tsx';

const GalleryPage = lazy(async () => ({
  default: (await import('../features/gallery/components/gallery-page.tsx')).GalleryPage,
}));

/** The design system by itself, at /gallery. */
export function GalleryOnly() {
  return (
    <BrowserRouter>
      <ToastProvider>
        <Suspense>
          <GalleryPage />
        </Suspense>
      </ToastProvider>
    </BrowserRouter>
  );
}
