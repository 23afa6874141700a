// Scanner self-test: what each scanner sends, byte for byte, and what it means. Nothing is booked here.
#include <fmt/format.h>

#include "terminal/kit/screen.h"
#include "terminal/kit/words.h"
#include "terminal/station/scanners.h"

namespace dockhand {
namespace {

std::string state_of(const ScannerView& scanner) {
  if (!scanner.problem.empty()) return scanner.problem;
  return scanner.ready ? "Ready" : "Waiting for the device";
}

std::string frames_of(const SourceCounters& counters) {
  if (counters.frames == 0) return {};
  return fmt::format(" · {} frames, {} skipped, {} lost, {} restarts", counters.frames, counters.dropped, counters.lost,
                     counters.respawns);
}

class Selftest final : public Screen {
 public:
  explicit Selftest(const ScreenContext& context) : context_(context) {}

  Status load() override { return Done{}; }
  bool takes_anything() const override { return true; }

  WorkPage page() const override {
    WorkPage page;
    page.instruction = {.verb = "Nothing is booked here", .task = "Scanners", .name = "Try every scanner"};
    page.scan_prompt = "Scan anything";
    page.list_heading = "Scanners";
    page.actions = {back_button()};
    if (context_.scanners == nullptr) return page;
    const LastScan* latest = nullptr;
    for (const ScannerView& scanner : context_.scanners->views()) {
      page.rows.push_back(row(scanner));
      if (scanner.scans > 0 && (latest == nullptr || scanner.last->at >= latest->at)) latest = &*scanner.last;
    }
    if (latest != nullptr) tell(page.instruction, *latest);
    return page;
  }

 private:
  static void tell(Instruction& instruction, const LastScan& last) {
    instruction.verb = last.good ? "Understood as" : "Not understood";
    instruction.name = last.meaning;
    instruction.code = last.raw;
    instruction.where_in_list = fmt::format("{:.1f} ms", last.latency_ms);
  }

  static Row row(const ScannerView& scanner) {
    const bool well = scanner.ready && scanner.problem.empty();
    std::string detail = scanner.driver;
    if (!scanner.device.empty()) detail += " " + scanner.device;
    detail += "\n" + state_of(scanner) + frames_of(scanner.counters);
    if (scanner.last) detail += fmt::format("\n{} · {}", wall_clock(scanner.last->at), scanner.last->raw);
    return {.title = scanner.name,
            .detail = detail,
            .value = scanner.last ? fmt::format("{:.1f}", scanner.last->latency_ms) : "",
            .value_note = scanner.last ? "ms" : "",
            .stripe = well ? Stripe::done : Stripe::attention,
            .icon = well ? Icon::scan : Icon::attention};
  }

  ScreenContext context_;
};

}  // namespace

ScreenInfo describe_selftest() {
  return {.make = [](const ScreenContext& context, const Target&) -> std::unique_ptr<Screen> {
            return std::make_unique<Selftest>(context);
          },
          .home = HomeEntry{"Scanners", "Try them; nothing is booked", Icon::scan, nullptr, true}};
}

}  // namespace dockhand
