import { type ReactNode, useState } from 'react';
import { type Json, object, objects, text, textOf } from '../json.ts';
import { withEmoji } from '../mrkdwn/emoji.ts';
import { isOpenableUrl } from '../mrkdwn/inline.ts';
import { SafeLink } from '../mrkdwn/inline-view.tsx';
import { TextObject } from '../mrkdwn/text-view.tsx';
import { Icon } from '../shell/icon.tsx';
import { RichText } from './rich-text.tsx';

export function HeaderBlock({ block }: { block: Json }): ReactNode {
  return <h3 className="header-block">{withEmoji(textOf(block.text))}</h3>;
}

export function ContextBlock({ block }: { block: Json }): ReactNode {
  return (
    <div className="context-block">
      {objects(block.elements).map((element, index) =>
        element.type === 'image' ? (
          <Picture key={index} image={element} className="context-image" />
        ) : (
          <span key={index} className="context-text">
            <TextObject value={element} />
          </span>
        ),
      )}
    </div>
  );
}

function imageUrl(image: Json): string {
  const url = text(image.image_url) || text(object(image.slack_file)?.url);
  return isOpenableUrl(url) || url.startsWith('/') ? url : '';
}

/** A picture, or its description where it cannot be loaded. */
export function Picture({ image, className }: { image: Json; className: string }): ReactNode {
  const [isBroken, setBroken] = useState(false);
  const url = imageUrl(image);
  const alt = text(image.alt_text);
  if (url === '' || isBroken)
    return (
      <span className={`${className} image-missing`}>
        <Icon name="image" /> {alt}
      </span>
    );
  return <img className={className} src={url} alt={alt} onError={() => setBroken(true)} />;
}

export function ImageBlock({ block }: { block: Json }): ReactNode {
  return (
    <figure className="image-block">
      {textOf(block.title) !== '' && <figcaption>{withEmoji(textOf(block.title))}</figcaption>}
      <Picture image={block} className="image-block-picture" />
    </figure>
  );
}

const ALERT_SIGNS: Readonly<Record<string, string>> = { info: 'ℹ️', warning: '⚠️', error: '⛔', success: '✅' };

export function AlertBlock({ block }: { block: Json }): ReactNode {
  const level = text(block.level) || 'default';
  return (
    <div className={`alert alert-${level}`} role={level === 'error' ? 'alert' : 'note'}>
      <span aria-hidden="true">{ALERT_SIGNS[level] ?? '💬'}</span>
      <div>
        <TextObject value={block.text} />
      </div>
    </div>
  );
}

export function VideoBlock({ block }: { block: Json }): ReactNode {
  return (
    <div className="video-block">
      <SafeLink url={text(block.title_url) || text(block.video_url)}>
        ▶ {withEmoji(textOf(block.title))}
      </SafeLink>
      <div className="muted">
        {[text(block.author_name), text(block.provider_name)].filter(Boolean).join(' · ')}
      </div>
      <div>{withEmoji(textOf(block.description))}</div>
    </div>
  );
}

export function FileBlock({ block }: { block: Json }): ReactNode {
  return (
    <div className="muted">
      <Icon name="file" /> File {text(block.external_id)}
    </div>
  );
}

const TASK_SIGNS: Readonly<Record<string, string>> = {
  pending: '⚪',
  in_progress: '⏳',
  complete: '✅',
  error: '❌',
};

export function TaskCardBlock({ block }: { block: Json }): ReactNode {
  const status = text(block.status) || 'pending';
  const [details, output] = [object(block.details), object(block.output)];
  return (
    <div className="task-card" data-status={status}>
      <div className="task-title">
        <span role="img" aria-label={status.replace('_', ' ')}>
          {TASK_SIGNS[status] ?? '⚪'}
        </span>{' '}
        {withEmoji(text(block.title))}
      </div>
      {details && <RichText block={details} />}
      {output && <RichText block={output} />}
      <div className="task-sources">
        {objects(block.sources).map((source) => (
          <SafeLink key={text(source.url)} url={text(source.url)}>
            {text(source.text) || text(source.url)}
          </SafeLink>
        ))}
      </div>
    </div>
  );
}

export function PlanBlock({ block }: { block: Json }): ReactNode {
  return (
    <div className="plan">
      <div className="plan-title">{withEmoji(text(block.title))}</div>
      {objects(block.tasks).map((task, index) => (
        <TaskCardBlock key={text(task.task_id) || index} block={task} />
      ))}
    </div>
  );
}
