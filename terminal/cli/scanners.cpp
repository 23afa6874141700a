// dockhand scanners: what is plugged in, what is configured, what each said last; and a test of one.
#include "terminal/station/scanners.h"

#include <fmt/format.h>

#include <cstdio>
#include <memory>
#include <nlohmann/json.hpp>
#include <thread>

#include "storage/model/exit_code.h"
#include "storage/model/tools/mailbox.h"
#include "terminal/cli/rows.h"
#include "terminal/cli/scan_json.h"
#include "terminal/cli/subcommand.h"
#include "terminal/settings/dockhand_toml.h"

namespace dockhand {
namespace {

using nlohmann::ordered_json;

struct ScannersOptions {
  std::filesystem::path config;
  std::string test;
  int count = 0;
  double seconds = 0;
  bool json = false;
};

struct Setup {
  std::vector<ScannerSettings> scanners;  // those of the configuration, or the devices that are surely scanners
  bool configured = false;
  std::filesystem::path database;
  SiteSettings site;
};

Result<Setup> setup_of(const ScannersOptions& options, const CommonOptions& common) {
  auto database = database_of(common);
  if (!database) return database.error();
  const auto file = settings_file(options.config, *database);
  if (!file) return file.error();
  RunOptions settings;
  if (auto read = read_settings(*file, settings); !read) return read.error();
  const bool configured = !settings.station.scanners.empty();
  return Setup{configured ? settings.station.scanners : certain_scanners(probe()), configured, *database,
               settings.station.site};
}

std::string told(const LastScan& last) { return fmt::format("{} {}", last.at.text(), last.meaning); }

std::string used(const Setup& setup, bool json) {
  const auto memory = read_memory(memory_file(setup.database));
  std::string text;
  if (!json) text = setup.configured ? "Configured:\n" : "Used without a configuration:\n";
  std::vector<std::array<std::string, 3>> rows{{"keyboard", "window", ""}};
  for (const ScannerSettings& one : setup.scanners) rows.push_back({one.name, one.driver->name, one.source.where});
  for (const auto& [name, driver, device] : rows) {
    const auto same = [&, &scanner = name](const LastScan& scan) { return scan.scanner == scanner; };
    const auto last = std::find_if(memory.begin(), memory.end(), same);
    if (json) {
      ordered_json line{{"scanner", name}, {"driver", driver}, {"device", device}};
      if (last != memory.end()) {
        line["last"] = {{"at", last->at.text()},
                        {"raw", last->raw},
                        {"aim", last->aim},
                        {"meaning", last->meaning},
                        {"latency_ms", last->latency_ms}};
      }
      text += json_line(line);
    } else {
      text += fmt::format("  {:<12} {:<7} {:<28} {}\n", name, driver,
                          device.empty() && driver != "window" ? "(found by itself)" : device,
                          last != memory.end() ? told(*last) : "nothing yet");
    }
  }
  return text;
}

std::string plugged_in(bool json) {
  const auto found = probe();
  std::string text;
  if (!json) text = "Plugged in:\n";
  if (!json && found.empty()) text += "  nothing: no camera, no serial line, no keyboard\n";
  for (const FoundDevice& device : found) {
    const char* driver = driver_for(device.kind);
    if (json) {
      text += json_line({{"device", device.path},
                         {"driver", driver},
                         {"name", json_text(device.name)},
                         {"scanner", device.scanner},
                         {"usable", device.usable}});
    } else {
      text += fmt::format("  {:<22} driver = \"{}\"  {}{}{}\n", device.path, driver, printable_bytes(device.name),
                          device.scanner ? " (a scanner)" : "", device.usable ? "" : " (no permission)");
    }
  }
  return text;
}

int list(const Setup& setup, bool json) {
  std::string text = used(setup, json) + plugged_in(json);
  if (!json) text += "Drivers:\n";
  for (const Driver& driver : drivers())
    if (!json) text += fmt::format("  {:<7} {}\n", driver.name, driver.help);
  return write_out(text) ? exit_ok : exit_failed;
}

struct Ring {};  // a source has something

bool print_scan(const LastScan& last) {
  return write_out(json_line({{"scanner", last.scanner},
                              {"raw", last.raw},
                              {"aim", last.aim},
                              {"meaning", last.meaning},
                              {"good", last.good},
                              {"latency_ms", last.latency_ms}}));
}

// Until enough was scanned or the time is over; 0 is without end.
int listen(const ScannerSettings& scanner, const SiteSettings& rules, const ScannersOptions& options) {
  Mailbox<Ring> bell;
  const SystemClock clock;
  const auto site = Site::make(rules);
  if (!site) return report(site.error());
  auto scanners = Scanners::open({scanner}, {clock, [&bell] { bell.replace({}); }, nullptr, {}, &*site});
  if (!scanners) return report(scanners.error());
  const auto end = std::chrono::steady_clock::now() + std::chrono::duration<double>(options.seconds);
  fmt::print(stderr, "dockhand: scan something with {}; Ctrl+C ends\n", scanner.name);
  for (int scans = 0; options.count == 0 || scans < options.count;) {
    if (options.seconds > 0 && std::chrono::steady_clock::now() >= end) break;
    bell.wait_for(std::chrono::milliseconds(100));
    const auto news = (*scanners)->take();
    for (const std::string& trouble : news.troubles) fmt::print(stderr, "dockhand: {}\n", trouble);
    for (const HeardTogether& together : news.scans) {
      for (const Heard& heard : together)
        if (!print_scan(last_scan(scanner.name, heard, clock.now()))) return exit_failed;
      scans += static_cast<int>(together.size());
    }
  }
  return exit_ok;
}

int run_scanners(const ScannersOptions& options, const CommonOptions& common) {
  const auto setup = setup_of(options, common);
  if (!setup) return report(setup.error());
  if (options.test.empty()) return list(*setup, options.json);
  for (const ScannerSettings& scanner : setup->scanners) {
    if (scanner.name == options.test) return listen(scanner, setup->site, options);
  }
  return report({ErrorKind::unknown, options.test, "there is no such scanner; `dockhand scanners` lists them"});
}

}  // namespace

Subcommand subcommand_scanners() {
  auto options = std::make_shared<ScannersOptions>();
  return {
      .name = "scanners",
      .about = "Lists the scanners that are configured and plugged in, and what each said last; tests one",
      .options = {option("config", &options->config, "the settings (default: dockhand.toml, as for `dockhand run`)"),
                  option("test", &options->test,
                         "print what this scanner sends, one JSON line a scan: bytes and meaning"),
                  option("count", &options->count, "with --test: end after this many scans").within(0, 1'000'000),
                  option("seconds", &options->seconds, "with --test: end after this time").within(0, 1'000'000),
                  option("json", &options->json, "the list as JSON lines")},
      .run = [options](const CommonOptions& common) { return run_scanners(*options, common); },
      .footer = "Example: dockhand scanners --test gun --count 1"};
}

}  // namespace dockhand
