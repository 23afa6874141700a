// What codes mean at this site: its own labels, its rules for restricted numbers, and what it forgives.
//
// Decides: which of the site's patterns a plain text matches; how an item number with a weight or a price in it is
// taken apart; which known faults of labels are put right, each with a note. Leaves to others: what every site agrees
// on (scanner/meaning/parse.h), where the settings are written (the site's configuration file).
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "scanner/meaning/parse.h"

namespace dockhand {

// A label of the site's own, or of a company that sends goods to it: "location" for "L:([A-Z]-[0-9]{2})".
//
// The pattern has the syntax of RE2 and is for the whole text. The names of its groups say what they hold: "item",
// "lot", "serial", "quantity", "purchase", "expiry" (2026-12-31 or 261231) and "other" (another name of the item), as
// in "\\{.*,pm:(?P<other>[^,]+),qty:(?P<quantity>[0-9]+),.*\\}". Without a group that has a name, the first group is
// the code.
struct SitePattern {
  std::string role;  // "location", "order", "badge": the site's own word
  std::string pattern;
};

// An EAN-13 of the ranges 02 and 20 to 29, which a scale or a shop prints (General Specifications, 1.4.5 and 2.1.11).
struct RestrictedNumber {
  // It has thirteen places, as in "21IIIIIWWWWWC". A digit stands for itself, I is the item's number, W a weight, P a
  // price, and any other letter is ignored. The last place is the check digit.
  std::string layout;
  int decimals = 3;  // decimal places of the weight (kg) or the price
};

struct SiteSettings {
  std::vector<SitePattern> patterns;         // the first that matches counts; at most max_rules
  std::vector<RestrictedNumber> restricted;  // here, too, the first that matches counts; at most max_rules
  bool lenient = false;                      // put right what labels are known to get wrong
  static constexpr std::size_t max_rules = 64;
};

class Site {
 public:
  Site();
  // An error names the rule and says what is wrong with it.
  static Result<Site> make(const SiteSettings& settings);
  ~Site();
  Site(Site&&) noexcept;
  Site& operator=(Site&&) noexcept;

  // Does what parse() does, with the site's rules. In the scope of one symbol, digits that are an item's number only by
  // their form and have a wrong check digit are a plain text with a doubt, because a lot or an order may look like
  // that. Scan::role and Scan::code are set for the site's own labels, also for those that parse() refuses only because
  // of their form (eight digits of a badge). Scan::notes say what was forgiven. A restricted number becomes the item's
  // number with zeros for weight or price, which stand among the elements as AI 310n (kg) or 392n.
  Result<Scan> parse(const Symbol& symbol, Date today, Scope scope = Scope::symbol) const;

 private:
  Result<Scan> refused(const Symbol& symbol, const Error& error, Date today, Scope scope) const;
  struct Rules;
  std::unique_ptr<const Rules> rules_;
};

// Returns the text without the faults that labels are known to have, and a note for each fault: "{GS}", "~d029" and
// "^]" for the separator, brackets in the data. When there is no such fault, it is the same text without a note.
struct Forgiven {
  std::string text;
  std::vector<std::string> notes;
};
Forgiven forgive(std::string_view text);

}  // namespace dockhand
