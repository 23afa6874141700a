#include "storage/words/wording.h"

#include <fmt/format.h>

#include <algorithm>

namespace dockhand {
namespace {

// More names than a person reads at a glance.
constexpr std::size_t max_named = 4;

using Shares = std::vector<std::pair<std::string, std::int64_t>>;

// "SO-118 (4), SO-131 (3) and 2 more".
std::string list_of(const Shares& shares) {
  std::string list;
  for (std::size_t i = 0; i < std::min(shares.size(), max_named); ++i) {
    list += fmt::format("{}{} ({})", i == 0 ? "" : ", ", shares[i].first, shares[i].second);
  }
  if (shares.size() > max_named) list += fmt::format(" and {} more", shares.size() - max_named);
  return list;
}

// Units per order, in the order of the decision: two lines of one order are one name to a picker.
Shares per_order(const std::vector<Explanation>& claims) {
  Shares shares;
  for (const auto& claim : claims) {
    if (claim.granted.none()) continue;
    const std::string& order = claim.rank.line.document.text();
    auto known = std::find_if(shares.begin(), shares.end(), [&](const auto& share) { return share.first == order; });
    if (known == shares.end()) known = shares.insert(shares.end(), {order, 0});
    known->second += claim.granted.units();
  }
  return shares;
}

// "priority 1, promised 2026-11-20, ordered 2026-11-02"; the class is named when it is not the usual one.
std::string text_of(const Rank& rank, Date today, DayWords day) {
  const bool usual = rank.order_class == OrderClass::redistribute;
  return fmt::format("{}priority {}, promised {}, ordered {}",
                     usual ? "" : fmt::format("class {}, ", name_of(rank.order_class)), rank.priority,
                     day(rank.promised, today), day(rank.ordered_at.date(), today));
}

std::string reason(const Explanation& explanation, Date today, DayWords day) {
  const std::string rank = text_of(explanation.rank, today, day);
  switch (explanation.rule) {
    case Rule::hard_peg:
    case Rule::kept_for_whole: return "Bought for this order";
    case Rule::by_hand: return "Picked by hand, which beats the plan";
    case Rule::by_supervisor: return "Given by a supervisor, ahead of rank";
    case Rule::as_decided:
      return fmt::format("Decided at the dock and kept by the hub: {rank}", fmt::arg("rank", rank));
    case Rule::leased:
      return fmt::format("Set aside for the terminal that brought them in: {rank}", fmt::arg("rank", rank));
    case Rule::completes_order:
      return fmt::format("Rank {}, before its equals because it completes the order: {}", explanation.position, rank);
    case Rule::gave_way: return fmt::format("Only reserved, not picked: {rank}", fmt::arg("rank", rank));
    case Rule::taken_away: return "Was reserved for it, and is not any more";
    default: return fmt::format("Rank {}: {}", explanation.position, rank);
  }
}

// Why it got none, or not all.
std::string limit(Rule rule) {
  switch (rule) {
    case Rule::by_class: return ", some of them reserved for a lower class before";
    case Rule::kept_for_whole: return ", kept for it: it is only sent whole, and picked when the rest is here";
    case Rule::waits_for_whole: return ": it is only sent whole, and there were not enough";
    case Rule::waits_for_pack: return ": it is only sent in whole packs, and there was less than one";
    case Rule::waits_for_lot: return ": no other lot fits what it asks for";
    case Rule::safety_stock: return ": what is left is safety stock, kept for promises that are due";
    case Rule::fair_share: return ": no order gets more of it while others wait";
    default: return "";
  }
}

std::string result(const Explanation& explanation) {
  const std::int64_t waiting = explanation.waiting.units();
  const std::string why = limit(explanation.rule);
  if (lost_units(explanation.rule)) return fmt::format("Lost {}", waiting);
  if (!explanation.granted.none()) {
    return fmt::format("Got {} of {} waiting{}", explanation.granted.units(), waiting, why);
  }
  return fmt::format("Got none of {}{}", waiting, why.empty() ? ": others came first" : why);
}

std::string neighbours(const Explanation& explanation) {
  if (explanation.rule == Rule::gave_way) {
    return explanation.next ? fmt::format(" Now with {line}.", fmt::arg("line", explanation.next->text()))
                            : " Now free stock.";
  }
  std::string text;
  if (explanation.previous) text += fmt::format(" After {line}.", fmt::arg("line", explanation.previous->text()));
  if (explanation.next) text += fmt::format(" Next: {line}.", fmt::arg("line", explanation.next->text()));
  return text;
}

// "2 BRG-6204", or "2 units" when the notice names no item.
std::string units_of(const Notice& notice) {
  return fmt::format("{} {}", notice.quantity.units(), notice.item ? notice.item->text() : "units");
}

std::string line_of(const Notice& notice) { return notice.line ? notice.line->text() : "an order"; }

std::string at_place(const Notice& notice, const char* preposition) {
  return notice.place ? fmt::format(" {} {}", preposition, notice.place->text()) : "";
}

std::string relabel(const Notice& notice) {
  Shares instead;
  for (const auto& [line, quantity] : notice.instead) instead.emplace_back(line.text(), quantity.units());
  return instead.empty() ? "these units are free now"
                         : fmt::format("relabel for {list}", fmt::arg("list", list_of(instead)));
}

std::string claim_moved(const Notice& notice) {
  return fmt::format("{} of {} went to another dock: {}", notice.quantity.units(), line_of(notice), relabel(notice));
}

std::string outranked(const Notice& notice) {
  return fmt::format("{}{} no longer for {}: {}", units_of(notice), at_place(notice, "at"), line_of(notice),
                     relabel(notice));
}

std::string lost(const Notice& notice) {
  return fmt::format("{} lost {}{} and waits again", line_of(notice), units_of(notice), at_place(notice, "at"));
}

std::string blocked_lot(const Notice& notice) {
  const std::string units = units_of(notice), at = at_place(notice, "at");
  return notice.line
             ? fmt::format("Stop {units}{at} for {line}: the lot must not leave", fmt::arg("units", units),
                           fmt::arg("at", at), fmt::arg("line", notice.line->text()))
             : fmt::format("Stop {units}{at}: the lot must not leave", fmt::arg("units", units), fmt::arg("at", at));
}

std::string core_of(const Notice& notice) {
  switch (notice.kind) {
    case NoticeKind::claim_moved: return claim_moved(notice);
    case NoticeKind::outranked: return outranked(notice);
    case NoticeKind::lost: return lost(notice);
    case NoticeKind::bring_back:
      return fmt::format("{}: bring back {}{}",
                         notice.line ? fmt::format("{line} needs no more", fmt::arg("line", notice.line->text()))
                                     : "Picked for nobody",
                         units_of(notice), at_place(notice, "from"));
    case NoticeKind::count_place:
      return fmt::format("Count {}{}{}: the books are {} off", notice.item ? notice.item->text() : "the units",
                         notice.lot ? fmt::format(" lot {}", notice.lot->text()) : "", at_place(notice, "at"),
                         notice.quantity.units());
    case NoticeKind::over_received:
      return fmt::format("{} more than expected arrived{}", units_of(notice), at_place(notice, "at"));
    case NoticeKind::quarantined:
      return fmt::format("{} {} set aside{}: decide what becomes of {}", units_of(notice),
                         notice.quantity.units() == 1 ? "is" : "are", at_place(notice, "at"),
                         notice.quantity.units() == 1 ? "it" : "them");
    case NoticeKind::blocked_lot: return blocked_lot(notice);
    case NoticeKind::second_receipt:
      return fmt::format("{}{}", notice.line ? "One number was packed twice" : "A pallet was received twice",
                         at_place(notice, "at"));
    case NoticeKind::office:
      return notice.line ? fmt::format("The office is needed for {line}", fmt::arg("line", notice.line->text()))
                         : "The office is needed";
    case NoticeKind::unnamed:
      return fmt::format("Nobody has named the lot or serial of {}{}: count them by it", units_of(notice),
                         at_place(notice, "at"));
    case NoticeKind::short_place:
      return fmt::format("{} reserved for {}{}, where others were missing: count it first", units_of(notice),
                         line_of(notice), at_place(notice, "are at"));
    case NoticeKind::policy:
      return fmt::format("{}{} for {} are not what it asks for", units_of(notice), at_place(notice, "at"),
                         line_of(notice));
    case NoticeKind::document: return "A document needs a look";
    case NoticeKind::missing_scans: return "Scans may be missing";
    case NoticeKind::lease: return notice.place ? "Others have it too" : "Set aside no more";
    case NoticeKind::wrong_clock: return "A clock is wrong";
  }
  return "";
}

}  // namespace

std::string sentence(const Explanation& explanation, Date today, DayWords day) {
  return reason(explanation, today, day) + ". " + result(explanation) + "." + neighbours(explanation);
}

std::string sentence(const Notice& notice) {
  const std::string core = core_of(notice);
  if (notice.detail.empty()) return core;
  std::string detail = printable(notice.detail, 400);
  if (detail.front() >= 'a' && detail.front() <= 'z') detail.front() = static_cast<char>(detail.front() - 'a' + 'A');
  return core + ". " + detail;
}

std::string sentence(const Terms& terms) {
  std::string text;
  const auto add = [&](bool said, const std::string& words) {
    if (said) text += (text.empty() ? "" : "; ") + words;
  };
  const std::string until = terms.release_on == never
                                ? ""
                                : fmt::format(", from {day} on as it is", fmt::arg("day", terms.release_on.text()));
  add(!terms.partial, "the line only whole");
  add(terms.whole_order, fmt::format("the order only whole{until}", fmt::arg("until", until)));
  add(terms.multiple.units() > 1, fmt::format("in packs of {multiple}", fmt::arg("multiple", terms.multiple.text())));
  add(terms.shelf_days.count > 0, fmt::format("good for {} more days", terms.shelf_days.count));
  add(terms.one_lot, "all from one lot");
  return text;
}

std::string sentence(const Hold& hold) {
  const bool one = hold.missing.units() == 1;
  const bool picking = hold.back == HeldBack::from_picking;
  const char* const done = picking ? "picked" : "shipped";
  const std::string until = hold.until == never ? "" : fmt::format("; it is {} from {} on", done, hold.until.text());
  if (picking)
    return fmt::format("only sent whole: {} of it still {}{}", hold.missing.text(), one ? "waits" : "wait", until);
  return fmt::format("only sent whole: {} of it {} not picked yet{}", hold.missing.text(), one ? "is" : "are", until);
}

std::string iso_day(Date day, Date) { return day.text(); }

std::string expected_words(const Promise& promise, Date today, DayWords day) {
  const char* ordered = promise.made.date() < today ? " if ordered then" : " if ordered today";
  return fmt::format("{} {}{}", promise.p50 < today ? "had been expected" : "expected", day(promise.p50, today),
                     promise.to_order ? ordered : "");
}

std::string age_words(const Promise& promise, Date today, DayWords day) {
  if (promise.made.date() >= today) return "";
  return fmt::format(", as of {day}", fmt::arg("day", day(promise.made.date(), today)));
}

std::string chance_words(const Promise& promise, Date promised, Date today, DayWords day) {
  return promised < today ? "" : fmt::format("{} % by {}", promise.kept / 10, day(promised, today));
}

std::string sentence(const std::optional<Promise>& promise, ItemState state, Date promised, Date today, DayWords day) {
  if (!promise) return words_of(state);
  const bool same_day = promise->p90 == promise->p50;
  std::string text = expected_words(*promise, today, day);
  const std::string by = same_day ? "then" : day(promise->p90, today);
  if (promise->p90 >= today) text += fmt::format(", 9 in 10 by {day}", fmt::arg("day", by));
  if (const std::string chance = chance_words(*promise, promised, today, day); !chance.empty()) text += ", " + chance;
  return text + age_words(*promise, today, day);
}

namespace {

std::string words_of(const LetterLine& message, Date today, DayWords day) {
  switch (message.kind) {
    case MessageKind::accepted:
    case MessageKind::moved:
      return message.day ? fmt::format("that it leaves by {}", day(*message.day, today)) : "that it waits";
    case MessageKind::no_day: return "that no day is known yet";
    case MessageKind::here: return "that its units are here";
    case MessageKind::shipped: return "that it has left";
    case MessageKind::cannot: return "that it cannot be had";
    case MessageKind::cancelled: return "that it is cancelled";
    case MessageKind::restock: return "that it can be had again";
    case MessageKind::follow_up: return "and asked whether all was well";
  }
  return {};
}

}  // namespace

std::string sentence(const CustomerKnows& knows, Date today, DayWords day) {
  if (knows.told == CustomerKnows::Told::at_hub) return "the hub tells customers; what it has told is not known here";
  if (!knows.last) return {};
  const std::string what = words_of(*knows.last, today, day), on = day(knows.at.date(), today);
  const bool sent = knows.state == "sent" || knows.state == "asked" || knows.state == "agreed";
  if (sent && knows.ended_since) return fmt::format("told {} {}; not wanted any more since then", on, what);
  if (knows.state == "asked")
    return fmt::format("told {day} {what}, has to agree to that, and has not", fmt::arg("day", on),
                       fmt::arg("what", what));
  if (knows.state == "agreed")
    return fmt::format("told {day} {what}, and has agreed", fmt::arg("day", on), fmt::arg("what", what));
  if (sent) return fmt::format("told {} {}", on, what);
  if (knows.state == "elsewhere")
    return fmt::format("taken to know from before this hub was there {what}", fmt::arg("what", what));
  if (knows.state == "open") return fmt::format("is told next {what}", fmt::arg("what", what));
  if (knows.state == "queued") return fmt::format("a letter since {}, not sent yet, says {}", on, what);
  if (knows.state == "withheld") return fmt::format("not told, there is no address or no consent: {}", what);
  return fmt::format("not told, the letter was not sent: {}", what);
}

std::string sentence(const Salvaged& salvaged) {
  const bool whole = salvaged.damage.empty() && salvaged.missing.empty();
  std::string text = whole ? "Everything could be verified and was copied into a fresh file"
                           : "What can be trusted is in a fresh file";
  text += salvaged.still_wrong.empty() ? ", which passes the audit." : ".";
  if (!salvaged.missing.empty()) {
    text += fmt::format(" Scans made {when} may be missing: count again what was handled then.",
                        fmt::arg("when", salvaged.missing));
  }
  if (!salvaged.still_wrong.empty()) {
    text += fmt::format(" It does not pass the audit ({what}): take a backup with `dockhand restore`, or count.",
                        fmt::arg("what", salvaged.still_wrong));
  }
  text += fmt::format(" The old file is {file}.", fmt::arg("file", salvaged.set_aside.string()));
  return salvaged.damage.empty() ? text
                                 : fmt::format("{what} What was wrong: {damage}", fmt::arg("what", text),
                                               fmt::arg("damage", salvaged.damage));
}

std::string headline(const Accepted& accepted, const std::string& stock) {
  const Shares shares = per_order(accepted.claims);
  std::int64_t granted = 0;
  for (const auto& share : shares) granted += share.second;
  const std::int64_t handled = accepted.quantity.units();
  const std::int64_t left = accepted.free.units();
  const std::string free =
      left == 0 ? "" : fmt::format("{units} -> {stock}", fmt::arg("units", left), fmt::arg("stock", stock));
  if (granted == 0 && !free.empty()) return free;
  if (granted == 0) return handled == 0 ? "Done" : fmt::format("{} done", handled);
  if (left == 0 && handled == 0) return fmt::format("{} -> {}", granted, list_of(shares));
  // Freed units of elsewhere may be planned as well: then the parts are more than was handled, and so is the whole.
  const std::int64_t whole = std::max(handled, granted + left);
  const std::string elsewhere = whole > handled ? fmt::format(" ({} from stock)", whole - handled) : "";
  return fmt::format("{} of {}{} -> {}{}{}", granted, whole, elsewhere, list_of(shares), free.empty() ? "" : "; ",
                     free);
}

}  // namespace dockhand
