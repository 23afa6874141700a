// The program as it is run from a shell, on a database of its own, and what it said.
#pragma once

#include <sys/wait.h>

#include <array>
#include <cstdio>
#include <fstream>
#include <string>

#include "tests/support/warehouse/warehouse.h"

namespace dockhand::test {

struct Ran {
  int code = -1;
  std::string out;  // both streams
  bool says(const std::string& words) const { return out.find(words) != std::string::npos; }
};

struct RanProgram {
  void setUp() {}
  void tearDown() {}

  TemporaryFolder folder;

  // Runs it through a shell; `arguments` holds no untrusted text.
  Ran run(const std::string& arguments) const {
    const std::string command =
        std::string("'") + DOCKHAND_PROGRAM + "' --db '" + (folder / "dock.db").string() + "' " + arguments + " 2>&1";
    std::FILE* pipe = popen(command.c_str(), "r");
    Ran ran;
    std::array<char, 4096> part{};
    for (std::size_t n; (n = std::fread(part.data(), 1, part.size(), pipe)) > 0;) ran.out.append(part.data(), n);
    const int status = pclose(pipe);
    ran.code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    return ran;
  }
  void import(const std::string& name, const std::string& text) const {
    std::ofstream(folder / name, std::ios::binary) << text;
    const Ran ran = run("import '" + (folder / name).string() + "'");
    INFO(ran.out);
    REQUIRE(ran.code == 0);
  }
  // Writes two items. BOLT sells 20, and now and then 26, in each of 30 weeks, until 2026-11-27.
  void history() const {
    import("customers.csv", "customer,name\nC1,Acme\n");
    import("items.csv", "item,name,tracking\nBOLT,Bolt,none\nRING,Ring,none\n");
    std::string orders = "order,line,customer,item,quantity,promised,ordered_at\n";
    Date day = Date::parse("2026-11-27").value();
    for (int week = 0; week < 30; ++week) {
      orders += "SO-" + std::to_string(week) + ",1,C1,BOLT," + std::to_string(20 + week % 5 % 2 * 6) + "," +
                day.text() + "," + day.text() + "\n";
      day = Date::from_days(day.days() - 7);
    }
    import("orders.csv", orders);
  }
};

}  // namespace dockhand::test
