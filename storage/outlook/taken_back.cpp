#include "storage/outlook/taken_back.h"

namespace dockhand {

bool is_put_off(const LineToTell& line, const Sent& sent) { return sent.day && line.promised > *sent.day; }

bool waits_for_more(const LineToTell& line, const std::optional<Sent>& sent) {
  return sent && sent->day && sent->item == line.item && sent->wanted == line.wanted && sent->units < line.waiting;
}

bool no_longer_here(MessageKind kind) {
  return kind == MessageKind::accepted || kind == MessageKind::no_day || kind == MessageKind::cannot;
}

std::string taken_back(const LineToTell& line, const Sent& sent, MessageKind kind) {
  const bool refused = sent.kind == MessageKind::cannot || sent.kind == MessageKind::cancelled;
  const bool refuses = kind == MessageKind::cannot || kind == MessageKind::cancelled;
  if (refused && !refuses) return "note_again";
  const bool was_here = sent.kind == MessageKind::here && sent.item == line.item && sent.wanted == line.wanted;
  if (was_here && kind != MessageKind::here && kind != MessageKind::cancelled) return "note_gone";
  const bool waits = kind == MessageKind::accepted || kind == MessageKind::moved || kind == MessageKind::no_day;
  if (!waits || sent.item != line.item) return "";
  if (sent.wanted != line.wanted || is_put_off(line, sent)) return "note_changed";
  return waits_for_more(line, sent) ? "note_more" : "";
}

}  // namespace dockhand
