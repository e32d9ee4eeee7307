export interface PanelProps {
  ondone: (message: string) => void;
  oncancel: () => void;
}
