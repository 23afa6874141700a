#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <memory>
#include <nlohmann/json.hpp>

#include "storage/codec/codec.h"
#include "storage/listings/far_count.h"
#include "storage/model/exit_code.h"
#include "sync/local/desk.h"
#include "terminal/cli/lines.h"
#include "terminal/cli/rows.h"
#include "terminal/cli/subcommand.h"

namespace dockhand {
namespace {

struct DoOptions {
  std::filesystem::path file;
  std::string by = "cli";
};

struct Close {
  void operator()(std::FILE* file) const {
    if (file != stdin) std::fclose(file);
  }
};
using Input = std::unique_ptr<std::FILE, Close>;

RowJson json_of(const Error& error, std::size_t line) {
  return {{"outcome", "error"},
          {"line", line},
          {"kind", name_of(error.kind)},
          {"place", error.place},
          {"message", error.message}};
}

// Where the commands of a file go. The books are only read for what a person is asked about on the screen, too.
struct Booking {
  Desk& desk;
  const std::filesystem::path& database;
  const OperatorName& by;
};

// One line: what was acknowledged is on the disk before the acknowledgement is written.
int do_line(const Booking& booking, const std::string& text, std::size_t line) {
  const auto command = parse_command(text, booking.by, SystemClock().now());
  if (!command) return write_out(line_of(json_of(command.error(), line))) ? exit_bad_input : exit_failed;
  const auto asked = ask_if_far_off(booking.database, *command);
  if (!asked) {
    report(asked.error());
    return exit_failed;
  }
  const auto outcome = *asked ? Result<Outcome>(**asked) : booking.desk.execute(*command);
  if (!outcome) {
    const int code = report(outcome.error());
    return code == exit_bad_input ? exit_failed : code;
  }
  if (!write_out(to_json(*outcome) + "\n")) return exit_failed;
  return std::holds_alternative<Accepted>(*outcome) ? exit_ok : exit_bad_input;
}

// Bad lines are answered and passed over; when the disk or the pipe fails, nothing more is done.
int do_all(const Booking& booking, std::FILE* input) {
  int code = exit_ok;
  std::size_t number = 0;
  while (const auto line = read_line(input, max_command_text)) {
    ++number;
    if (line->find_first_not_of(" \t") == std::string::npos) continue;
    const int done = do_line(booking, *line, number);
    if (done != exit_ok && done != exit_bad_input) return done;
    if (done == exit_bad_input) code = done;
  }
  if (std::ferror(input) != 0) return report({ErrorKind::io, "", "the commands could not be read to their end"});
  return code;
}

int run_do(const CommonOptions& common, const DoOptions& options) {
  const auto by = OperatorName::parse(options.by);
  if (!by) return report(by.error());
  const bool piped = options.file.empty() || options.file == "-";
  const Input input(piped ? stdin : std::fopen(options.file.c_str(), "rb"));
  if (!input) {
    return report({ErrorKind::io, options.file.string(),
                   std::string("the file cannot be opened (") + std::strerror(errno) + ")"});
  }
  auto database = database_of(common);
  if (!database) return report(database.error());
  const SystemClock clock;
  const auto desk = open_desk(*database, LedgerRole::terminal, clock);
  if (!desk) return report(desk.error());
  return do_all({**desk, *database, *by}, input.get());
}

constexpr const char* help_of_do =
    "Commands come from a file or from standard input. Each line is a transaction of its own, and is acknowledged by\n"
    "one line on standard output once it is safe on the disk. The same id again does nothing and gives the\n"
    "recorded outcome. `by` and `time` may be left out. While `dockhand run` has the database open, it does the work.\n"
    R"(  {"id":"r1","do":"receive","item":"BRG-6204","quantity":12,"at":"DOCK-1","purchase":"PO-7001/1"})"
    "\n"
    R"(  {"id":"r2","do":"receive","item":"BRG-6204","quantity":1,"at":"Q-01","reason":"crushed"})"
    "\n"
    R"(  {"id":"r3","do":"receive_unit","sscc":"340123450000000017","at":"DOCK-1"})"
    "\n"
    R"(  {"id":"m1","do":"move","item":"BRG-6204","quantity":5,"from":"DOCK-1","to":"A-01-1"})"
    "\n"
    R"(  {"id":"m2","do":"move_unit","sscc":"340123450000000017","to":"A-01-1"})"
    "\n"
    R"(  {"id":"m3","do":"lose_unit","sscc":"340123450000000017","reason":"not at A-01-1"})"
    "\n"
    R"(  {"id":"p1","do":"pick","line":"SO-118/1","item":"BRG-6204","quantity":4,"from":"DOCK-1","to":"X-01"})"
    "\n"
    R"(  {"id":"p2","do":"pack","order":"SO-118","from":"X-01","sscc":"340123450000000116","at":"X-01"})"
    "\n"
    R"(  {"id":"s1","do":"ship","order":"SO-118","carrier":"DHL","tracking":"00340434161094027318"})"
    "\n"
    R"(  {"id":"b1","do":"return","item":"BRG-6204","quantity":1,"at":"A-01-1","line":"SO-118/1","wanted_again":true})"
    "\n"
    R"(  {"id":"b2","do":"supplier_return","item":"BRG-6204","quantity":1,"from":"Q-01","purchase":"PO-7001/1"})"
    "\n"
    R"(  {"id":"c1","do":"count","item":"BRG-6204","quantity":5,"at":"A-01-1","reason":"cycle count"})"
    "\n"
    R"(  {"id":"a1","do":"adjust","change":"minus","item":"BRG-6204","quantity":1,"at":"A-01-1","reason":"sample"})"
    "\n"
    R"(  {"id":"a2","do":"adjust","change":"minus","item":"BRG-6204","quantity":10,"at":"DOCK-1","reason":"typo",)"
    "\n"
    R"(   "purchase":"PO-7001/1"})"
    "\n"
    R"(  {"id":"h1","do":"short","line":"SO-118/1","item":"BRG-6204","quantity":1,"from":"A-01-1"})"
    "\n"
    R"(  {"id":"k1","do":"claim","line":"SO-131/1","quantity":2,"reason":"machine is down"})"
    "\n"
    R"(  {"id":"l1","do":"release","line":"SO-118/1","quantity":2})"
    "\n"
    R"(  {"id":"q1","do":"status","item":"GLV-NIT-L","lot":"L1","status":"recalled","reason":"maker's letter"})"
    "\n"
    R"(  {"id":"q2","do":"expiry","item":"GLV-NIT-L","lot":"L1","expiry":"2027-12-05","reason":"misread"})"
    "\n"
    R"(  {"id":"o1","do":"cancel","order":"SO-118"})"
    "\n"
    R"(  {"id":"o2","do":"close","purchase":"PO-7001/1","reason":"no more will come"})"
    "\n"
    R"(  {"id":"g1","do":"give_barcode","barcode":"4000417025005","item":"BRG-6204","level":"cs","units":12})"
    "\n"
    R"(  {"id":"w1","do":"take_other","line":"SO-118/1","as":"SO-118/3","other":"BRG-6205","quantity":4})"
    "\n"
    R"(  {"id":"w2","do":"answer","line":"SO-118/1","says":"cancel","text":"found one elsewhere"})"
    "\n"
    R"(  {"id":"w3","do":"expedite","purchase":"PO-7001/1","cost":"45.00","due":"2026-11-30","reason":"by air"})"
    "\n"
    R"(  {"id":"w4","do":"ship_direct","purchase":"PO-7001/2","item":"BRG-6204","quantity":4,"carrier":"DHL"})"
    "\n"
    R"(  {"id":"e1","do":"assign","purchase":"PO-7001","name":"Dock 4"})"
    "\n"
    R"(  {"id":"e2","do":"revoke","purchase":"PO-7001","reason":"needed at once"})"
    "\n"
    R"(  {"id":"e3","do":"assign_numbers","prefix":"34012345","count":500,"name":"Dock 4"})"
    "\n"
    R"(  {"id":"u1","do":"undo","target":"r1"})"
    "\n"
    R"(  {"id":"n1","do":"settle","notice":"r1#1"})"
    "\n"
    "Units may have \"lot\", \"serial\" and \"expiry\"; an item that is tracked needs its lot or serial in every\n"
    "command, with \"assumed\":true where nobody has seen it and the item allows that. \"confirmed\":true answers the "
    "question that a receipt of too\n"
    "many raises, or a count that is far off: one of more than a hundred against less than half of it, or the other "
    "way\nround, and one that is off by more than the item's tolerance. A wrong or refused line is answered and passed "
    "over (exit code 3 at\n"
    "the end); when the disk fails,\n"
    "the rest is left undone (exit code 1).\n"
    "Example: dockhand do shift.jsonl > acknowledged.jsonl";

}  // namespace

Subcommand subcommand_do() {
  auto options = std::make_shared<DoOptions>();
  return {.name = "do",
          .about = "Does what JSON lines say: receive, move, pick, pack, ship, count, ...",
          .options = {argument("file", &options->file, "JSON lines (default: standard input)"),
                      option("by", &options->by, "who did it, where a line does not say (default cli)")},
          .run = [options](const CommonOptions& common) { return run_do(common, *options); },
          .footer = help_of_do};
}

}  // namespace dockhand
