import { type ReactNode, useState } from 'react';
import { type Json, object, text, textOf } from '../json.ts';
import { withEmoji } from '../mrkdwn/emoji.ts';
import { isOpenableUrl } from '../mrkdwn/inline.ts';
import { SafeLink } from '../mrkdwn/inline-view.tsx';
import { Icon } from '../shell/icon.tsx';

function imageUrl(image: Json): string {
  const file = object(image.slack_file);
  const id = text(file?.id);
  const url =
    text(image.image_url) || text(file?.url) || (id === '' ? '' : `/ui/files/${encodeURIComponent(id)}`);
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

/** With its title over it, which folds the picture away. */
export function ImageBlock({ block }: { block: Json }): ReactNode {
  const title = withEmoji(textOf(block.title));
  const picture = <Picture image={block} className="image-block-picture" />;
  if (title === '') return <div className="image-block">{picture}</div>;
  return (
    <details className="image-block" open>
      <summary>{title}</summary>
      {picture}
    </details>
  );
}

/** The film's frame; it plays where it comes from. */
export function VideoBlock({ block }: { block: Json }): ReactNode {
  const url = text(block.title_url) || text(block.video_url);
  const thumbnail = text(block.thumbnail_url);
  const maker = [text(block.author_name), text(block.provider_name)].filter(Boolean).join(' · ');
  return (
    <div className="video-block">
      {maker !== '' && <div className="muted">{maker}</div>}
      <div className="video-title">
        <SafeLink url={url}>{withEmoji(textOf(block.title))}</SafeLink>
      </div>
      {textOf(block.description) !== '' && <div>{withEmoji(textOf(block.description))}</div>}
      {isOpenableUrl(thumbnail) && (
        <SafeLink url={text(block.video_url)}>
          <span className="video-frame">
            <Picture
              image={{ image_url: thumbnail, alt_text: text(block.alt_text) }}
              className="video-thumbnail"
            />
            <span className="video-play" aria-hidden="true">
              <Icon name="play" />
            </span>
          </span>
        </SafeLink>
      )}
    </div>
  );
}

/** A file that is kept elsewhere: only its name there is known. */
export function FileBlock({ block }: { block: Json }): ReactNode {
  return (
    <div className="file file-head">
      <span className="file-icon" aria-hidden="true">
        <Icon name="file" />
      </span>
      <div className="file-names">
        <div className="file-title">{text(block.external_id)}</div>
        <div className="muted">Remote file</div>
      </div>
    </div>
  );
}
