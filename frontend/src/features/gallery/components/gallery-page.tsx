import { LanguageMenu } from '../../../components/ui/language-menu.tsx';
import { Page } from '../../../components/ui/page.tsx';
import { ThemeMenu } from '../../../components/ui/theme-menu.tsx';
import { Actions } from './actions.tsx';
import { Foundations } from './foundations.tsx';
import { Inputs } from './inputs.tsx';
import { Scenes } from './scenes.tsx';
import { States } from './states.tsx';

/** Every part of the design system in all its states, for those who build and check QikCard. */
export function GalleryPage() {
  return (
    <main>
      <Page
        title="Gallery"
        lead="Every part in all its states. The page for people who build QikCard."
        action={
          <div className="flex gap-3">
            <LanguageMenu />
            <ThemeMenu />
          </div>
        }
      >
        <Part title="Foundations">
          <Foundations />
        </Part>
        <Part title="Actions">
          <Actions />
        </Part>
        <Part title="Inputs">
          <Inputs />
        </Part>
        <Part title="States">
          <States />
        </Part>
        <Part title="Scenes">
          <Scenes />
        </Part>
      </Page>
    </main>
  );
}

function Part({ title, children }: { title: string; children: React.ReactNode }) {
  return (
    <section aria-label={title}>
      <h2 className="pb-4 font-semibold text-2xl">{title}</h2>
      {children}
    </section>
  );
}
