#include "storage/import/mapping/state_words.h"

#include <algorithm>
#include <array>

#include "storage/import/cells/plain_name.h"

namespace dockhand {
namespace {

constexpr std::array<std::string_view, 9> headings_of_states{
    "purchase order status", "status",        "order status", "state", "document status", "po status",
    "auftragsstatus",        "bestellstatus", "belegstatus"};

// Beside those of the whole document.
constexpr std::array<std::string_view, 4> headings_of_line_states{"line status", "item status", "line state",
                                                                  "positionsstatus"};
// A day, or anything else, below them is of what is cancelled.
constexpr std::array<std::string_view, 6> headings_of_cancelled{"cancelled at",   "canceled at",   "cancelled on",
                                                                "cancelled date", "canceled date", "storniert am"};

bool has_heading(const std::vector<std::string>& names, std::string_view heading) {
  return std::find(names.begin(), names.end(), heading) != names.end();
}

std::vector<StateRule> rules_of(const std::string& header);

std::vector<StateRule> states_of_documents(const std::vector<std::string>& names) {
  const auto heading = std::find_if(headings_of_states.begin(), headings_of_states.end(), [&](std::string_view one) {
    return std::find(names.begin(), names.end(), one) != names.end();
  });
  if (heading == headings_of_states.end()) {
    // "Closed: TRUE", as accounting programs have it.
    if (std::find(names.begin(), names.end(), "closed") == names.end()) return {};
    return {{"closed", RowState::done, {"true", "yes", "y", "1", "x"}}};
  }
  return rules_of(std::string(*heading));
}

std::vector<StateRule> rules_of(const std::string& header) {
  return {{header,
           RowState::wanted,
           {"open",
            "offen",
            "new",
            "neu",
            "confirmed",
            "bestätigt",
            "processing",
            "in process",
            "in bearbeitung",
            "approved",
            "released",
            "freigegeben",
            "pending",
            "unfulfilled",
            "partially shipped",
            "partially received",
            "partial",
            "ordered",
            "bestellt",
            "paid",
            "bezahlt",
            "active",
            "aktiv",
            "backordered",
            "backorder",
            "on order",
            "in progress",
            "sent",
            "issued",
            "placed",
            "accepted",
            "to deliver and bill",
            "to deliver",
            "to receive and bill",
            "to receive"}},
          {header, RowState::done, {"draft",     "entwurf",   "quote",     "quotation",   "angebot",
                                    "completed", "complete",  "closed",    "geschlossen", "abgeschlossen",
                                    "erledigt",  "shipped",   "versendet", "versandt",    "delivered",
                                    "geliefert", "fulfilled", "received",  "erhalten",    "invoiced",
                                    "berechnet", "done",      "finished",  "rejected",    "planned"}},
          {header,
           RowState::cancelled,
           {"cancelled", "canceled", "storniert", "void", "voided", "refunded", "annulé", "annulée", "cancelado",
            "geannuleerd", "abgebrochen"}}};
}

}  // namespace

std::vector<StateRule> states_in(const std::vector<std::string>& names) {
  std::vector<StateRule> rules = states_of_documents(names);
  for (const std::string_view heading : headings_of_line_states) {
    if (!has_heading(names, heading)) continue;
    const std::vector<StateRule> more = rules_of(std::string(heading));
    rules.insert(rules.end(), more.begin(), more.end());
  }
  for (const std::string_view heading : headings_of_cancelled) {
    if (has_heading(names, heading)) rules.push_back({std::string(heading), RowState::cancelled, {"*"}});
  }
  return rules;
}

bool says_what_is_cancelled(const std::vector<StateRule>& rules, const std::vector<std::string>& names) {
  bool any = false;
  for (const StateRule& rule : rules) {
    if (rule.state != RowState::cancelled) continue;
    const bool has = std::find(names.begin(), names.end(), plain_name(rule.header)) != names.end();
    const bool is_of_any_word = plain_name(rule.words.front()).empty();  // '*' is no letter
    if (!has && is_of_any_word) return false;
    any = any || has;
  }
  return any;
}

}  // namespace dockhand
