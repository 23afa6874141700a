#include "terminal/kit/job.h"

#include <fmt/format.h>

#include "terminal/kit/safeguards.h"

namespace dockhand {

const char* word_of(Missing missing) {
  switch (missing) {
    case Missing::lot: return "lot";
    case Missing::serial: return "serial";
    case Missing::expiry: return "expiry date";
  }
  return "";
}

Job::Job() = default;
Job::Job(const Job& other) = default;
Job::Job(Job&& other) noexcept = default;
Job& Job::operator=(const Job& other) = default;
Job& Job::operator=(Job&& other) noexcept = default;
Job::~Job() = default;

bool Job::empty() const {
  const bool filling = onto && stands(Safeguard::pallet_kept);
  return !holds_work() && !cart && !order && !tote && !purchase && !half_done() && !asked && !filling;
}

bool Job::holds_work() const {
  return !lines.empty() || !before.empty() || !pallets.empty() || label || hand || unit || found || damage || chosen;
}

std::string read_of(const WaitingLabel& label) {
  const Units& units = label.units;
  const std::string word = std::string(word_of(label.missing)) + " ";
  switch (label.missing) {
    case Missing::lot: return units.lot ? word + units.lot->text() : "";
    case Missing::serial: return units.serial ? word + units.serial->text() : "";
    case Missing::expiry: break;
  }
  return units.expiry ? word + units.expiry->text() : "";
}

std::string place_of(const Job& job) { return job.place ? job.place->text() : ""; }

std::string words_of(const Job::Chosen& chosen) {
  const std::string how_many = chosen.units.quantity.none() ? "" : chosen.units.quantity.text() + " of ";
  return fmt::format("{}{} chosen{}", how_many, chosen.name, chosen.reason.empty() ? "" : ": " + chosen.reason);
}

namespace {

std::string words_of(const WaitingLabel& label) {
  const std::string read = read_of(label);
  const bool several = label.units.quantity > Quantity::exactly(1);
  const std::string what = (several ? label.units.quantity.text() : "a label") + " of " + label.name;
  if (!read.empty()) return fmt::format("{}, {} read", what, read);
  return fmt::format("{} that {} {}", what, several ? "wait for their" : "waits for its", word_of(label.missing));
}

std::string words_of(const Job::OverScreen& asked) {
  if (asked.typed.empty()) return fmt::format("not answered: {}", asked.words);
  return fmt::format("{} typed and not confirmed: {}", asked.typed, asked.words);
}

void add_counted(const Job& job, std::vector<std::string>& parts) {
  if (!job.lines.empty()) {
    Quantity sum;
    for (const Job::Line& line : job.lines) sum = sum + line.units.quantity;
    parts.push_back(job.place ? fmt::format("{} counted at {}", sum.text(), job.place->text())
                              : fmt::format("{} chosen for a carton", sum.text()));
  } else if (!job.before.empty()) {
    parts.push_back(fmt::format("a second count{}", job.place ? " of " + job.place->text() : ""));
  }
  if (const std::size_t seen = job.pallets.size(); seen != 0) {
    const std::string at = job.place && job.lines.empty() ? " at " + job.place->text() : "";
    parts.push_back(fmt::format("{} {} seen{}", seen, seen == 1 ? "pallet" : "pallets", at));
  }
}

}  // namespace

std::string words_of(const Job& job) {
  std::vector<std::string> parts;
  if (job.label) parts.push_back(words_of(*job.label));
  if (job.damage) parts.push_back(fmt::format("a damage ({}) that waits for its item", job.damage->reason));
  if (job.hand) {
    parts.push_back(fmt::format("{} of {} in hand, from {}", job.hand->units.quantity.text(), job.hand->name,
                                job.hand->from.text()));
  }
  if (job.chosen) parts.push_back(words_of(*job.chosen));
  if (job.unit) parts.push_back(fmt::format("pallet {} in hand", job.unit->text()));
  if (job.found) parts.push_back(fmt::format("pallet {} found, which waits for its place", job.found->text()));
  add_counted(job, parts);
  if (job.onto) parts.push_back(fmt::format("pallet {} that is being filled", job.onto->text()));
  if (job.order) parts.push_back(fmt::format("{} that waits for its tote", job.order->text()));
  if (job.tote) parts.push_back(fmt::format("tote {} that is not in its lane yet", job.tote->text()));
  if (job.picking) parts.push_back(fmt::format("{} picked in part", job.picking->text()));
  if (job.packing) parts.push_back(fmt::format("{} packed in part", job.packing->text()));
  if (job.receiving) parts.push_back(fmt::format("{} received in part", job.receiving->text()));
  if (job.purchase) parts.push_back(fmt::format("goods that go back for {}", job.purchase->text()));
  if (job.cart && !job.hand) {
    const std::size_t totes = job.cart->parts.size();
    parts.push_back(fmt::format("a cart of {} {}", totes, totes == 1 ? "tote" : "totes"));
  }
  if (job.asked) parts.push_back(words_of(*job.asked));
  std::string text;
  for (const std::string& part : parts) text += (text.empty() ? "" : ", ") + part;
  return text;
}

}  // namespace dockhand
