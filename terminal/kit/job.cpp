#include "terminal/kit/job.h"

#include <fmt/format.h>

#include "storage/model/tools/plural.h"
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
  const std::string why = chosen.reason.empty() ? "" : ": " + chosen.reason;
  if (chosen.units.quantity.none()) {
    return fmt::format("{name} chosen{why}", fmt::arg("name", chosen.name), fmt::arg("why", why));
  }
  return fmt::format("{units} of {name} chosen{why}", fmt::arg("units", chosen.units.quantity.text()),
                     fmt::arg("name", chosen.name), fmt::arg("why", why));
}

namespace {

std::string words_of(const WaitingLabel& label) {
  const std::string read = read_of(label);
  const bool several = label.units.quantity > Quantity::exactly(1);
  const std::string& name = label.name;
  const std::string units = label.units.quantity.text(), missing = word_of(label.missing);
  if (!read.empty()) {
    return several ? fmt::format("{units} of {name}, {read} read", fmt::arg("units", units), fmt::arg("name", name),
                                 fmt::arg("read", read))
                   : fmt::format("a label of {name}, {read} read", fmt::arg("name", name), fmt::arg("read", read));
  }
  return several ? fmt::format("{units} of {name} that wait for their {missing}", fmt::arg("units", units),
                               fmt::arg("name", name), fmt::arg("missing", missing))
                 : fmt::format("a label of {name} that waits for its {missing}", fmt::arg("name", name),
                               fmt::arg("missing", missing));
}

std::string words_of(const Job::OverScreen& asked) {
  if (asked.typed.empty()) return fmt::format("not answered: {}", asked.words);
  return fmt::format("{} typed and not confirmed: {}", asked.typed, asked.words);
}

void add_counted(const Job& job, std::vector<std::string>& parts) {
  if (!job.lines.empty()) {
    Quantity sum;
    for (const Job::Line& line : job.lines) sum = sum + line.units.quantity;
    parts.push_back(job.place ? fmt::format("{units} counted at {place}", fmt::arg("units", sum.text()),
                                            fmt::arg("place", job.place->text()))
                              : fmt::format("{units} chosen for a carton", fmt::arg("units", sum.text())));
  } else if (!job.before.empty()) {
    parts.push_back(job.place ? fmt::format("a second count of {place}", fmt::arg("place", job.place->text()))
                              : "a second count");
  }
  if (job.pallets.empty()) return;
  const std::string seen = plural(job.pallets.size(), "pallet seen", "pallets seen");
  const bool says_where = job.place && job.lines.empty();
  parts.push_back(
      says_where ? fmt::format("{pallets} at {place}", fmt::arg("pallets", seen), fmt::arg("place", job.place->text()))
                 : seen);
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
