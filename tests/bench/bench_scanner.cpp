// How much is read, how fast, and how much is read wrongly, beside the library's own defaults. Run by hand; never a
// test.
// bench_scanner --help says what it takes.
#include <cstring>
#include <nlohmann/json.hpp>

#include "tests/bench/bench_arguments.h"
#include "tests/bench/bench_corpus.h"
#include "tests/bench/bench_false_reads.h"
#include "tests/bench/bench_frames.h"
#include "tests/bench/bench_matrix.h"
#include "tests/bench/bench_passes.h"
#include "tests/bench/bench_stills.h"

namespace {

using namespace dockhand;
using namespace dockhand::bench;
using nlohmann::ordered_json;

constexpr const char* usage =
    "bench_scanner [--corpus DIR] [--frames N] [--false-reads N] [--empty-frames N] [--seed N] [--only PART]\n"
    "              [--json] [--list]\n"
    "  --corpus        pictures: DIR has a folder for each set; NAME.txt (or .bin: bytes) beside NAME.png holds the\n"
    "                  expected text, NAME.txt also that of NAME-01.png, NAME-02.png ... together. In a folder whose\n"
    "                  name begins with falsepositives nothing may be read; others without a text are left out\n"
    "  --frames        N synthetic ones of each kind (200; tests/support/pictures/synthetic_frames.h)\n"
    "  --false-reads   counts wrong texts in N frames, a quarter of them with bars and squares that are no code\n"
    "  --empty-frames  counts texts in N frames of walls\n"
    "  --only          corpus, false-reads, walls, empty, hard, bursts, shelves, stills, passes, costs or matrix\n"
    "  --json, --list  all as one object; each picture by name";

ordered_json to_json(const Tally& tally) {
  return {{"total", tally.total},
          {"read", tally.read},
          {"wrong", tally.wrong},
          {"ms_median", tally.percentile(0.5)},
          {"ms_p95", tally.percentile(0.95)}};
}

class Report {
 public:
  void row(const std::string& name, const Pair& pair) {
    json[name] = to_json(pair.ladder);
    json[name]["library"] = to_json(pair.library);
    const Tally &a = pair.ladder, &b = pair.library;
    text +=
        line("%-28s %5d | %5d %5d %8.1f %8.1f | library %5d %5d %8.1f %8.1f\n", name.c_str(), a.total, a.read, a.wrong,
             a.percentile(0.5), a.percentile(0.95), b.read, b.wrong, b.percentile(0.5), b.percentile(0.95));
  }
  void number(const char* name, double value) {
    json[name] = value;
    text += line("%-28s %8.3f\n", name, value);
  }
  template <class... Values>
  static std::string line(const char* format, Values... values) {
    char buffer[300];
    std::snprintf(buffer, sizeof buffer, format, values...);
    return buffer;
  }

  ordered_json json;
  std::string text = line("%-28s %5s | %5s %5s %8s %8s | library %5s %5s %8s %8s\n", "", "total", "read", "wrong",
                          "median", "p95 ms", "read", "wrong", "median", "p95 ms");
};

double part(int of, int total) { return total == 0 ? 0 : static_cast<double>(of) / total; }

void report_corpus(Report& report, const Options& options) {
  Pair sum;
  for (const auto& [name, pair] : run_corpus(options)) {
    report.row(name, pair);
    sum.ladder += pair.ladder;
    sum.library += pair.library;
  }
  report.row("all", sum);
}

void report_empty(Report& report, const Options& options) {
  const Tally empty = empty_frames(options.frames);
  report.number("empty_ms_median", empty.percentile(0.5));
  report.number("empty_ms_p99", empty.percentile(0.99));
  report.number("empty_wrong", empty.wrong);
}

void report_hard(Report& report, const Options& options) {
  for (const auto& [name, hard] : hard_frames(options)) {
    report.row("hard, " + name, hard.frame);
    if (name != "all") continue;
    report.row("hard, no budget", {hard.still, hard.frame.library});
    report.number("hard_read", part(hard.frame.ladder.read, hard.frame.ladder.total));
  }
}

void report_bursts(Report& report, const Options& options) {
  const Bursts burst = bursts(options);
  for (const auto& [name, tally] : burst.burst) report.row("burst, " + name, {tally, {}});
  const Tally& all = burst.burst.at("all");
  report.number("burst_read_333ms", part(all.read, all.total));
  report.number("burst_wrong", all.wrong);
  report.number("frame_ms_median", burst.frames.percentile(0.5));
  report.number("frame_ms_p99", burst.frames.percentile(0.99));
}

void report_shelves(Report& report, const Options& options) {
  const Shelves shelf = shelves(options);
  report.row("8 codes, one look", shelf.look);
  report.row("8 codes, ten frames", {shelf.burst, shelf.look.library});
  report.number("eight_codes_read", part(shelf.look.ladder.read, shelf.look.ladder.total));
  report.number("eight_codes_read_333ms", part(shelf.burst.read, shelf.burst.total));
}

void report_stills(Report& report, const Options& options) {
  const Pair pair = stills(options);
  report.row("2 MP, one code", pair);
  report.number("still_of_library_median", pair.ladder.percentile(0.5) / pair.library.percentile(0.5));
}

// What each pass reads alone: the part by which its constants were chosen.
void report_passes(Report& report, const Options& options) {
  for (const auto& [name, tally] : look_by_passes(options)) report.row("pass, " + name, {tally, {}});
}

// Times of one run compare with each other, whatever the machine: a plain look is 1.
void report_costs(Report& report, const Options& options) {
  const auto costs = costs_of_passes(options);
  const PassCost& plain = costs.at("plain");
  for (const auto& [name, cost] : costs)
    report.number(("of_expected, " + name).c_str(), cost.taken / cost.expected * plain.expected / plain.taken);
}

void report_matrix(Report& report, const Options& options) {
  for (const Symbology symbology : {Symbology::qr, Symbology::datamatrix})
    report.row("first frame, " + std::string(name_of(symbology)), {first_frames(options, symbology), {}});
  for (const Symbology symbology : {Symbology::qr, Symbology::datamatrix, Symbology::aztec})
    report.row("24 on a sheet, " + std::string(name_of(symbology)), {sheets(options, symbology), {}});
}

void report_false_reads(Report& report, const Options& options) {
  const FalseReads result = count_false_reads(options.false_reads, options);
  report.number("frames_with_a_code", result.frames);
  report.number("frames_read", result.read);
  report.number("false_reads", result.wrong);
  report.number("frames_with_no_code", result.empty_frames);
  report.number("false_reads_of_no_code", result.empty_wrong);
  report.number("rss_mb_first", result.first_rss_mb);
  report.number("rss_mb_last", result.last_rss_mb);
}

void report_empty_reads(Report& report, const Options& options) {
  const FalseReads result = count_empty_reads(options.empty_frames, options);
  report.number("frames_of_walls", result.empty_frames);
  report.number("false_reads_of_walls", result.empty_wrong);
  report.number("rss_mb_first", result.first_rss_mb);
  report.number("rss_mb_last", result.last_rss_mb);
}

}  // namespace

int main(int argc, char** argv) {
  Arguments arguments(argc, argv, usage);
  Options options;
  options.corpus = arguments.value("--corpus");
  options.frames = arguments.number("--frames", options.frames);
  options.false_reads = arguments.number("--false-reads", options.false_reads);
  options.empty_frames = arguments.number("--empty-frames", options.empty_frames);
  options.seed = static_cast<unsigned>(arguments.number("--seed", static_cast<int>(options.seed)));
  options.json = arguments.flag("--json");
  options.list = arguments.flag("--list");
  const struct {
    const char* name;
    bool has_size;
    void (*report)(Report&, const Options&);
  } parts[] = {{"corpus", !options.corpus.empty(), report_corpus},
               {"false-reads", options.false_reads > 0, report_false_reads},
               {"walls", options.empty_frames > 0, report_empty_reads},
               {"empty", options.frames > 0, report_empty},
               {"hard", options.frames > 0, report_hard},
               {"bursts", options.frames > 0, report_bursts},
               {"shelves", options.frames > 0, report_shelves},
               {"stills", options.frames > 0, report_stills},
               {"passes", options.frames > 0, report_passes},
               {"costs", options.frames > 0, report_costs},
               {"matrix", options.frames > 0, report_matrix}};
  std::vector<std::string> names;
  for (const auto& part : parts) names.emplace_back(part.name);
  const std::string only = arguments.part(names);
  arguments.done();
  if (!options.corpus.empty() && !fs::is_directory(options.corpus)) arguments.refuse("DIR is no folder");
  Report report;
  for (const auto& part : parts) {
    if (part.has_size && (only.empty() || only == part.name)) part.report(report, options);
  }
  std::puts(options.json ? report.json.dump(2).c_str() : report.text.c_str());
  return 0;
}
