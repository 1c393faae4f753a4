import { type ReactNode, useEffect } from 'react';
import type { UiConversation, UiView } from '../../slack/ui-protocol.ts';
import { sentenceOf } from '../api.ts';
import { Blocks } from '../blocks/blocks.tsx';
import { useLive, usePage } from '../state/page-context.ts';
import { SurfaceContext, useOwnSurface } from '../state/use-surface.ts';

/** The Home and Messages tabs of the app's own conversation; the app hears which one is opened. */
export function AppTabs({ conversation }: { conversation: UiConversation }): ReactNode {
  const { api, place, go, complain } = usePage();
  const tab = place.isHome ? 'home' : 'messages';
  useEffect(() => {
    api.openAppHome(tab).catch((error: unknown) => complain(sentenceOf(error)));
  }, [api, tab, complain]);
  return (
    <nav className="app-tabs" aria-label="Tabs of the app">
      {(['home', 'messages'] as const).map((each) => (
        <button
          key={each}
          type="button"
          className={each === tab ? 'app-tab is-here' : 'app-tab'}
          aria-current={each === tab ? 'page' : undefined}
          onClick={() => go({ channel: conversation.id, thread: '', isHome: each === 'home' })}
        >
          {each === 'home' ? 'Home' : 'Messages'}
        </button>
      ))}
    </nav>
  );
}

/** What the app has published for the acting person. */
export function HomePane(): ReactNode {
  const { home } = useLive();
  return (
    <section className="home-tab" aria-label="Home tab">
      {home === undefined ? (
        <p className="muted home-empty">The app has put nothing here for you yet.</p>
      ) : (
        <HomeView key={home.id} view={home} />
      )}
    </section>
  );
}

function HomeView({ view }: { view: UiView }): ReactNode {
  const { api, complain } = usePage();
  const { surface } = useOwnSurface(api, { type: 'view', viewId: view.id }, view.blocks, complain);
  return (
    <div className="home-view" data-view-id={view.id}>
      <SurfaceContext value={surface}>
        <Blocks blocks={view.blocks} />
      </SurfaceContext>
    </div>
  );
}
