// What has arrived and who gets it, as rows.
//
// Decides: how claims and purchase lines read in a list, and that a claim's row is tapped for why.
// Leaves to others: the headline over claims (storage/words/wording.h), what any other row opens (terminal/screens/).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "terminal/flows/put_away.h"
#include "terminal/kit/screen.h"

namespace dockhand {

// Says where the units belong that an order line got.
struct Destination {
  OrderLine line;
  std::optional<LocationCode> lane;  // empty: they may not be picked yet
  std::vector<Pack> packs;
  Quantity unsure{};                        // of what is reserved for the line
  Quantity here{};                          // at this terminal's dock
  std::optional<LocationCode> elsewhere{};  // where more lie that are reserved for it
};
struct Destinations {
  std::vector<Destination> lines{};
  std::string stock = "stock";  // the place for what nobody waits for, where one is best
};
// `item`: all that has come is of it; of several things each has a place of its own.
Result<Destinations> destinations_of(const ScreenContext& context, const Accepted& outcome,
                                     const std::optional<ItemCode>& item = {});
// Returns "A-03", where Put away would propose it for what nobody waits for, or "stock".
std::string place_for_stock(const ScreenContext& context, const Accepted& outcome, const Goods& goods);

// Shows a headline and a row for each order line. Claims that got nothing are left out.
void show_claims(WorkPage& page, const Accepted& outcome, const Destinations& destinations);
// Shows what a receipt has given: to whom, and how many nobody waits for. When it has given nothing, it shows nothing.
// `lines`: of the purchase, which may be set aside for another terminal.
void show_given(WorkPage& page, const Accepted& sum, const Destinations& destinations, const ItemCode& item,
                const std::vector<Pack>& packs, const std::vector<PurchaseLineView>& lines);
// Returns a step when the id is that of a claim's row.
std::optional<Step> open_why(std::string_view id);

// A row for units that nobody waits for here, and that go to `stock`; `whose`: for whom they are set aside, or empty.
Row stock_row(std::string id, Quantity free, const std::string& stock, const std::vector<Pack>& packs,
              const std::string& whose);
// Returns the line for which a scanned item counts: the current one while it is open, else the first open one, else the
// last; one that goes straight to a customer only where there is no other. nullptr: no line is of that item.
const PurchaseLineView* line_for(const std::vector<PurchaseLineView>& lines, const ItemCode& item,
                                 const std::optional<PurchaseLine>& current);
// Returns the line itself. nullptr: the purchase has it no more, or there is no purchase.
const PurchaseLineView* line_by(const std::vector<PurchaseLineView>& lines, const std::optional<PurchaseLine>& line);
// The sums of all lines that come here.
struct ReceiptSums {
  Quantity arrived, expected;
};
ReceiptSums sums_of(const std::vector<PurchaseLineView>& lines);
// True when nothing more is expected of the purchase.
bool is_complete(const std::vector<PurchaseLineView>& lines);
// What is to be done with a purchase of which no line was touched yet.
const char* what_is_left(const std::vector<PurchaseLineView>& lines);
// Says, over the page of a purchase that is another terminal's, whose it is; else empty.
std::string whose_purchase(const std::vector<PurchaseLineView>& lines);
// Adds this to the answer that tells what has made it so.
Answer with_all_here(Answer answer, bool was_complete, const std::vector<PurchaseLineView>& lines);
// Says what a scan should be there.
Expected expected_of(const PurchaseNumber& purchase, const std::vector<PurchaseLineView>& lines);
// Refuses, on a red page, an item that is not on the purchase, and says what is expected instead.
Refuse not_expected(const std::string& scanned, const PurchaseNumber& purchase, std::string name, std::string code);
Row purchase_row(std::string id, const PurchaseLineView& line, bool active);
Row blind_row(std::string id, const ItemCode& item, const std::string& name, Quantity received,
              const std::vector<Pack>& packs);

}  // namespace dockhand
