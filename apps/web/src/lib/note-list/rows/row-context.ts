export interface RowContext {
  name: string;
  /** Only one row of the list is a tab stop; the arrow keys lead to the others. */
  isTabStop: boolean;
  isSelecting: boolean;
  isSelected: boolean;
  onselect: (isSelected: boolean) => void;
  onfocus: () => void;
  /** Moves the focus to the row that takes the place of this one. */
  onremoved: () => Promise<void>;
}
