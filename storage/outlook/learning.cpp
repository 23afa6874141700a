#include "storage/outlook/learning.h"

#include <algorithm>
#include <charconv>
#include <map>

#include "storage/engine/cells.h"
#include "storage/outlook/working_days.h"

namespace dockhand {
namespace {

constexpr std::size_t most_kept = 40, most_kept_of_all = 150;
constexpr std::int64_t shipments_looked_at = 200;
constexpr const char* all_suppliers = "suppliers";
constexpr const char* the_house = "house";

std::string about(const std::string& supplier, Against day) {
  const std::string who = supplier.empty() ? all_suppliers : "supplier " + supplier;
  if (day == Against::moved_day) return "moved days of " + who;
  return day == Against::announced_day ? "notices of " + who : who;
}

// Prints "14 3/20 +5/": it is said to take 14 days; one came 3 days after the 20 that were said, and one is open and 5
// days late.
std::string text_of(const Learned& learned) {
  std::string text = std::to_string(learned.said);
  for (const planning::Lateness& one : learned.deliveries) {
    text += (one.open ? " +" : " ") + std::to_string(one.late) + "/" + (one.said ? std::to_string(*one.said) : "");
  }
  return text;
}

std::vector<std::string> words_in(const std::string& text) {
  std::vector<std::string> words;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find(' ', at), text.size());
    if (end > at) words.push_back(text.substr(at, end - at));
    at = end + 1;
  }
  return words;
}

std::int32_t number_in(Engine& db, const std::string& text) {
  std::int32_t number = 0;
  const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (failure != std::errc() || end != text.data() + text.size()) {
    db.fail({ErrorKind::corrupt, "learned", "the database holds '" + text + "' where a number belongs"});
  }
  return number;
}

Learned learned_in(Engine& db, const std::string& text) {
  Learned learned;
  const std::vector<std::string> words = words_in(text);
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (i == 0) {
      learned.said = number_in(db, words[i]);
      continue;
    }
    planning::Lateness one;
    one.open = words[i].starts_with('+');
    const std::size_t slash = std::min(words[i].find('/'), words[i].size());
    one.late = number_in(db, words[i].substr(one.open ? 1 : 0, slash - (one.open ? 1 : 0)));
    if (slash + 1 < words[i].size()) one.said = number_in(db, words[i].substr(slash + 1));
    learned.deliveries.push_back(one);
  }
  return learned;
}

void keep(Engine& db, const std::string& what, const std::string& text) {
  db.run("INSERT INTO learned(about, detail) VALUES($1,$2) ON CONFLICT(about) DO UPDATE SET detail=excluded.detail",
         what, text);
}

std::optional<std::string> kept(Engine& db, const std::string& what) {
  auto rows = db.query("SELECT detail FROM learned WHERE about=$1", what);
  return rows.next() ? std::optional(rows.text(0)) : std::nullopt;
}

void keep_last(Engine& db, const std::string& supplier, Against day, Learned learned, std::size_t most) {
  auto& all = learned.deliveries;
  if (all.size() > most) all.erase(all.begin(), all.end() - static_cast<std::ptrdiff_t>(most));
  keep(db, about(supplier, day), text_of(learned));
}

void keep_lateness(Engine& db, const std::string& supplier, const std::vector<planning::PastPurchase>& lines,
                   Date today, std::size_t most) {
  for (const Against day : {Against::first_day, Against::moved_day}) {
    keep_last(db, supplier, day, {lateness_of(lines, day, today), planning::days_said(lines)}, most);
  }
}

// Keeps handling units that a notice has given a day. One that has not been scanned is waited for as long as its
// purchase line expects something.
void keep_announced(Engine& db, const std::vector<SupplierHistory>& suppliers, Date today) {
  std::map<std::string, const SupplierHistory*> called;
  for (const SupplierHistory& one : suppliers) {
    for (const std::string& spelling : one.spellings) called.emplace(spelling, &one);
  }
  Learned all;
  std::map<const SupplierHistory*, Learned> by_supplier;
  for (auto rows = db.query("SELECT coalesce(max(p.supplier), ''), max(a.due), max(h.at) FROM asn_line a"
                            " LEFT JOIN handling_unit h ON h.sscc = a.sscc"
                            " LEFT JOIN purchase_line p ON p.purchase = a.purchase AND p.line = a.line"
                            " WHERE a.due IS NOT NULL AND a.quantity > 0 GROUP BY a.sscc"
                            " HAVING max(h.at) IS NOT NULL OR sum(coalesce(p.expected - p.received, 1)) > 0"
                            " ORDER BY max(a.due), a.sscc");
       rows.next();) {
    const Cells cells(rows);
    const bool open = cells.null(2);
    const Date seen = open ? today : cells.instant(2).date();
    if (open && seen < cells.date(1)) continue;
    const planning::Lateness late{seen.days() - cells.date(1).days(), std::nullopt, open};
    all.deliveries.push_back(late);
    const auto found = called.find(cells.text(0));
    if (found != called.end()) by_supplier[found->second].deliveries.push_back(late);
  }
  keep_last(db, {}, Against::announced_day, std::move(all), most_kept_of_all);
  for (const auto& [supplier, learned] : by_supplier) {
    for (const std::string& spelling : supplier->spellings) {
      keep_last(db, spelling, Against::announced_day, learned, most_kept);
    }
  }
}

// Handling lasts from the last decision about a line to its shipment.
void keep_handling(Engine& db) {
  const planning::WorkingDays works = working_days(db);
  std::string text;
  for (auto rows = db.query(
           "SELECT e.at, (SELECT max(x.at) FROM explanation x WHERE x.order_no = s.doc AND x.line = s.line"
           " AND x.at <= e.at) FROM event e JOIN posting s ON s.event = e.seq WHERE e.action='ship' AND e.undone_by=''"
           " AND s.place='@customer' AND s.quantity > 0 AND s.doc <> '' ORDER BY e.seq DESC LIMIT $1",
           shipments_looked_at);
       rows.next();) {
    if (rows.null(1)) continue;
    const Date covered = Instant{rows.integer(1)}.date(), left = Instant{rows.integer(0)}.date();
    text += (text.empty() ? "" : " ") + std::to_string(works.between(covered, left));
  }
  keep(db, the_house, text);
}

}  // namespace

std::vector<planning::Lateness> lateness_of(const std::vector<planning::PastPurchase>& lines, Against day, Date today) {
  std::vector<planning::PastPurchase> sorted = planning::without_forgotten(lines, today);
  std::stable_sort(sorted.begin(), sorted.end(), [](const planning::PastPurchase& a, const planning::PastPurchase& b) {
    return a.ordered.value_or(a.due) < b.ordered.value_or(b.due);
  });
  std::vector<planning::Lateness> all;
  for (const planning::PastPurchase& line : sorted) {
    // A line that is closed without a delivery was called off.
    if (!line.open() && !line.arrived) continue;
    if (day == Against::moved_day && !line.first_due) continue;
    const Date due = day == Against::first_day ? line.first_due.value_or(line.due) : line.due;
    // What is due today may come today: nobody has waited for it in vain yet.
    const std::int32_t seen = line.open() ? today.days() - 1 : line.arrived->days();
    planning::Lateness one{seen - due.days(), std::nullopt, line.open()};
    if (line.ordered) one.said = std::max(0, due.days() - line.ordered->days());
    all.push_back(one);
  }
  return all;
}

void learn(Engine& db, Date today) {
  std::vector<planning::PastPurchase> of_all;
  const std::vector<SupplierHistory> suppliers = bought_of_all(db);
  for (const SupplierHistory& one : suppliers) {
    // Whoever asks during the day asks by the name that stands before him.
    for (const std::string& spelling : one.spellings) keep_lateness(db, spelling, one.lines, today, most_kept);
    of_all.insert(of_all.end(), one.lines.begin(), one.lines.end());
  }
  keep_lateness(db, {}, of_all, today, most_kept_of_all);
  keep_announced(db, suppliers, today);
  keep_handling(db);
}

Learned learned_of(Engine& db, const std::string& supplier, Against day) {
  const auto text = kept(db, about(supplier, day));
  return text ? learned_in(db, *text) : Learned{};
}

std::vector<std::int32_t> learned_handling(Engine& db) {
  std::vector<std::int32_t> days;
  for (const std::string& word : words_in(kept(db, the_house).value_or(""))) days.push_back(number_in(db, word));
  std::sort(days.begin(), days.end());
  return days;
}

bool has_learned(Engine& db) { return kept(db, the_house).has_value(); }

}  // namespace dockhand
