// What of an order's picked units goes into a carton.
//
// Decides: which units are loose, that every command says what it packs and how many, and how what others have packed
// meanwhile reads. Leaves to others: which carton, and the question (terminal/screens/pack.cpp).
#pragma once

#include <string>
#include <vector>

#include "terminal/flows/stopped.h"
#include "terminal/kit/screen.h"

namespace dockhand {

// An order with picked units, and how many of them are in its cartons.
struct PickedOrder {
  OrderView order;
  Quantity packed;
  bool is_packed() const { return packed >= order.picked; }
};
// Those of which something is left to pack come first.
Result<std::vector<PickedOrder>> picked_orders(Views& views);
// `stopped`: what of it must not leave, in words.
Row row_of(const PickedOrder& one, const std::string& stopped);
std::string told_to_pack(const std::vector<PickedOrder>& orders);
Result<std::string> orders_to_pack(Views& views);

bool in_carton(const ClaimView& units);
// Returns what is picked of the order and is in no carton.
std::vector<ClaimView> loose_of(const std::vector<ClaimView>& picked);
bool is_like(const ClaimView& claim, const Units& units);
bool is_like(const Units& a, const Units& b);
// Returns the id of the row of what is loose.
std::string row_of_loose(const ClaimView& claim);
// `stopped`: what says that it must not leave. nullptr: it may.
Row loose_row(const ClaimView& claim, Quantity chosen, const Stopped* stopped);
Quantity sum_of(const std::vector<ClaimView>& loose, const Units& like);

// Returns "6 of BRG-6204 were chosen, only 2 are not packed yet." Empty: all that was chosen is there.
std::string packed_meanwhile(const std::vector<ClaimView>& loose, const std::vector<Job::Line>& chosen);
// Returns what of the loose units that go into a carton must not leave. nullptr: all of them may.
const Stopped* stopped_among(const std::vector<Stopped>& stopped, const std::vector<ClaimView>& loose,
                             const std::vector<Job::Line>& chosen);
void choose_what_is_left(const std::vector<ClaimView>& loose, std::vector<Job::Line>& chosen);

// Packs what was chosen, or all of it when nothing was chosen.
Do pack_into(const PackCarton& like, const std::vector<ClaimView>& loose, const std::vector<Job::Line>& chosen);

// Shows rows, each with the id "carton:" and its number, while there is something left to add to it.
void show_cartons(const std::vector<ClaimView>& picked, bool all_packed, WorkPage& page);

}  // namespace dockhand
