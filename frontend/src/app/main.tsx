import './styles.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { ConfigError, loadConfig } from '../config/runtime.ts';
import { primeSound } from '../lib/sound.ts';
import { languagePreference, loadText, TextProvider } from '../lib/text.tsx';
import { App } from './app.tsx';
import { GalleryOnly } from './gallery-only.tsx';

const element = document.getElementById('root');
if (!element) throw new Error('#root is missing');
const root = createRoot(element);

/** Texts and configuration arrive together; without the second, a page says what to do. */
async function start(): Promise<void> {
  const configuring = loadConfig().catch((error: unknown) => {
    if (error instanceof ConfigError) return error;
    throw error;
  });
  const text = await loadText(languagePreference.get());
  const show = (page: React.ReactNode) =>
    root.render(
      <StrictMode>
        <TextProvider initial={text}>{page}</TextProvider>
      </StrictMode>,
    );
  // The gallery shows parts, not data: it needs no deployment behind it.
  if (window.location.pathname === '/gallery') return show(<GalleryOnly />);
  const config = await configuring;
  if (!(config instanceof ConfigError)) return show(<App config={config} />);
  const { ConfigProblem } = await import('./config-problem.tsx');
  show(<ConfigProblem problem={config} />);
}

primeSound();
void start();
