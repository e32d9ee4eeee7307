/** What the form in an open panel is given. */
export interface PanelProps {
  /** Called with what happened, in words. */
  ondone: (news: string) => void;
  oncancel: () => void;
}
