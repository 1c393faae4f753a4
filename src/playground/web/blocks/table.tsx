import { type ReactNode, useState } from 'react';
import { type Json, lists, number, object, objects, text } from '../json.ts';
import { withEmoji } from '../mrkdwn/emoji.ts';
import { RichText } from './rich-text.tsx';

/** The `table` block: its first row is its header. */
export function TableBlock({ block }: { block: Json }): ReactNode {
  const [header = [], ...rows] = lists(block.rows);
  const settings = objects(block.column_settings);
  const className = (column: number): string => {
    const setting = settings[column];
    return `align-${text(setting?.align) || 'left'} ${setting?.is_wrapped === true ? 'wrapped' : 'unwrapped'}`;
  };
  return (
    <div className="table-scroll" role="region" aria-label="Table" tabIndex={0}>
      <table className="table">
        <thead>
          <tr>
            {header.map((cell, column) => (
              <th key={column} scope="col" className={className(column)}>
                <Cell cell={cell} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            <tr key={index}>
              {row.map((cell, column) => (
                <td key={column} className={className(column)}>
                  <Cell cell={cell} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Cell({ cell }: { cell: Json }): ReactNode {
  return cell.type === 'rich_text' ? (
    <RichText block={cell} />
  ) : (
    <span className="plain">{withEmoji(text(cell.text))}</span>
  );
}

/** The `data_table` block: caption, sorting by column, pages. */
export function DataTableBlock({ block }: { block: Json }): ReactNode {
  const [header = [], ...rows] = lists(block.rows);
  const pageSize = Math.max(1, number(block.page_size, 10));
  const [sort, setSort] = useState<{ column: number; descending: boolean }>();
  const [page, setPage] = useState(0);
  const sorted =
    sort === undefined
      ? rows
      : rows.toSorted((one, other) => compare(one[sort.column], other[sort.column], sort.descending));
  const pages = Math.max(1, Math.ceil(rows.length / pageSize));
  const at = Math.min(page, pages - 1);
  const rowHeader = number(block.row_header_column_index, -1);
  const caption = text(block.caption);
  const sortBy = (column: number): void => {
    setSort(
      sort?.column === column && sort.descending
        ? undefined
        : { column, descending: sort?.column === column },
    );
    setPage(0);
  };
  return (
    <div className="data-table">
      <div className="table-scroll" role="region" aria-label={caption} tabIndex={0}>
        <table className="table">
          <caption>{caption}</caption>
          <thead>
            <tr>
              {header.map((cell, column) => (
                <th
                  key={column}
                  scope="col"
                  aria-sort={sort?.column !== column ? 'none' : sort.descending ? 'descending' : 'ascending'}
                >
                  <button type="button" className="sort-button" onClick={() => sortBy(column)}>
                    <Cell cell={cell} />
                    <span aria-hidden="true">
                      {sort?.column !== column ? '' : sort.descending ? ' ↓' : ' ↑'}
                    </span>
                  </button>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {sorted.slice(at * pageSize, (at + 1) * pageSize).map((row, index) => (
              <tr key={index}>
                {row.map((cell, column) => {
                  const className = cell.type === 'raw_number' ? 'align-right' : 'align-left';
                  return column === rowHeader ? (
                    <th key={column} scope="row" className={className}>
                      <Cell cell={cell} />
                    </th>
                  ) : (
                    <td key={column} className={className}>
                      <Cell cell={cell} />
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <Pager page={at} pages={pages} pageSize={pageSize} total={rows.length} onPage={setPage} />
    </div>
  );
}

interface PagerProps {
  readonly page: number;
  readonly pages: number;
  readonly pageSize: number;
  readonly total: number;
  onPage(page: number): void;
}

function Pager({ page, pages, pageSize, total, onPage }: PagerProps): ReactNode {
  if (pages < 2)
    return (
      <div className="pager">
        {total} {total === 1 ? 'row' : 'rows'}
      </div>
    );
  return (
    <div className="pager">
      <button type="button" className="quiet-button" disabled={page === 0} onClick={() => onPage(page - 1)}>
        Previous
      </button>
      <span>
        {page * pageSize + 1}–{Math.min(total, (page + 1) * pageSize)} of {total}
      </span>
      <button
        type="button"
        className="quiet-button"
        disabled={page + 1 >= pages}
        onClick={() => onPage(page + 1)}
      >
        Next
      </button>
    </div>
  );
}

function compare(one: Json | undefined, other: Json | undefined, isDescending: boolean): number {
  const [a, b] = [sortValue(one), sortValue(other)];
  const order =
    typeof a === 'number' && typeof b === 'number'
      ? a - b
      : String(a).localeCompare(String(b), undefined, { numeric: true });
  return isDescending ? -order : order;
}

function sortValue(cell: Json | undefined): string | number {
  if (cell?.type === 'raw_number') return number(cell.value, 0);
  return cell?.type === 'rich_text' ? wordsOf(cell) : text(cell?.text);
}

function wordsOf(value: Json): string {
  const own = text(value.text) || text(object(value.text)?.text);
  return own + objects(value.elements).map(wordsOf).join('');
}
