import type { ReactNode } from 'react';
import { Picture } from '../blocks/media-blocks.tsx';
import { text } from '../json.ts';
import { ButtonElement, FeedbackButtons, IconButton } from './buttons.tsx';
import { Checkboxes, RadioButtons } from './choices.tsx';
import { ExternalSelect } from './external-select.tsx';
import { FileInput } from './file-input.tsx';
import { OverflowMenu } from './overflow.tsx';
import { DatePicker, DateTimePicker, TimePicker } from './pickers.tsx';
import { StaticSelect, WorkspaceSelect } from './selects.tsx';
import { RichTextInput, TextInput } from './text-inputs.tsx';
import type { ElementProps } from './use-element.ts';

/** Any Block Kit element, by its type. */
export function Element(props: ElementProps): ReactNode {
  const type = text(props.element.type);
  switch (type) {
    case 'button':
    case 'workflow_button':
      return <ButtonElement {...props} />;
    case 'icon_button':
      return <IconButton {...props} />;
    case 'feedback_buttons':
      return <FeedbackButtons {...props} />;
    case 'overflow':
      return <OverflowMenu {...props} />;
    case 'image':
      return <Picture image={props.element} className="accessory-image" />;
    case 'plain_text_input':
    case 'number_input':
    case 'email_text_input':
    case 'url_text_input':
      return <TextInput {...props} />;
    case 'rich_text_input':
      return <RichTextInput {...props} />;
    case 'static_select':
    case 'multi_static_select':
      return <StaticSelect {...props} />;
    case 'external_select':
    case 'multi_external_select':
      return <ExternalSelect {...props} />;
    case 'users_select':
    case 'multi_users_select':
    case 'conversations_select':
    case 'multi_conversations_select':
    case 'channels_select':
    case 'multi_channels_select':
      return <WorkspaceSelect {...props} />;
    case 'radio_buttons':
      return <RadioButtons {...props} />;
    case 'checkboxes':
      return <Checkboxes {...props} />;
    case 'datepicker':
      return <DatePicker {...props} />;
    case 'timepicker':
      return <TimePicker {...props} />;
    case 'datetimepicker':
      return <DateTimePicker {...props} />;
    case 'file_input':
      return <FileInput {...props} />;
    default:
      return <span className="unsupported">unsupported element: {type}</span>;
  }
}
