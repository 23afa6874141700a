// dockhand-hub as a process: the office works beside it, and it stops when it is told to.
#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <fstream>
#include <sstream>
#include <thread>

#include "tests/support/raw_socket.h"
#include "tests/support/site/hub_process.h"
#include "tests/support/warehouse/warehouse.h"

using namespace dockhand;
using namespace dockhand::test;
using namespace std::chrono_literals;

namespace {

struct Fixture {
  void setUp() {}
  void tearDown() {}

  std::string write(const std::string& name, const std::string& text) const {
    std::ofstream(folder / name) << text;
    return (folder / name).string();
  }
  static std::string content(const std::filesystem::path& file) {
    std::stringstream text;
    text << std::ifstream(file).rdbuf();
    return text.str();
  }
  int office(const std::string& arguments) const {
    const std::string command = std::string(DOCKHAND_HUB_PROGRAM) + " --db '" + db + "' " + arguments + " > '" +
                                (folder / "out").string() + "' 2>&1";
    const int status = std::system(command.c_str());
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  }

  TemporaryFolder folder;
  std::string db = (folder / "hub.db").string();
  std::string log = (folder / "log").string();
};

}  // namespace

TEST(the_office_imports_beside_a_running_hub_in_any_order) {
  HubProcess hub(db, log);
  const std::string orders =
      write("orders.csv", "order,line,customer,item,quantity,promised\nSO-9,1,C,NEW,4,2026-12-01\n");
  const std::string customers = write("customers.csv", "customer,name\nC,Company\n");
  const std::string items = write("items.csv", "item,name\nNEW,New thing\n");
  REQUIRE(office("import '" + orders + "' '" + customers + "' '" + items + "'") == 0);
  REQUIRE(content(folder / "out").find("1 row of orders") != std::string::npos);
  REQUIRE(office("set-aside") == 0);
  const RawSocket client = RawSocket::to(hub.port);
  client.send(
      "POST /v1/pull HTTP/1.1\r\nHost: h\r\nConnection: close\r\nContent-Length: 97\r\n\r\n"
      R"({"protocol":1,"writer":"w","generation":"","cursor":0,"life":"","now":"2026-11-28T08:00:00.000Z"})");
  REQUIRE(client.receive(5s).find("SO-9") != std::string::npos);
  REQUIRE(hub.terminate() == 0);
}

TEST(the_office_says_to_a_hub_what_it_says_to_a_terminal) {
  const std::string header = "order,line,customer,item,quantity,promised\n", end = ",4,2026-12-01\n";
  const std::string orders = write("orders.csv", header + "SO-9,1,C,NEW" + end + "SO-9,2,C,NEWER" + end);
  REQUIRE(office("import --json --make --make-items '" + orders + "'") == 0);
  REQUIRE(content(folder / "out").find(R"("kind":"orders","rows":2,"booked":true)") != std::string::npos);
  const std::string fewer = write("fewer.csv", header + "SO-9,1,C,NEW" + end);
  REQUIRE(office("import --json --left-out cancel '" + fewer + "'") == 0);
  REQUIRE(content(folder / "out").find("1 line that the file has no more") != std::string::npos);
  REQUIRE(office("import --left-out never '" + fewer + "'") == 2);
  REQUIRE(office("import --json --undo") == 0);
  REQUIRE(content(folder / "out") == R"({"file":"fewer.csv","taken_back":true})"
                                     "\n");
  REQUIRE(office("import --json '" + write("bad.csv", header + "SO-9,1,C,NEW,x,2026-12-01\n") + "'") == 3);
  REQUIRE(content(folder / "out").find(R"("row":2,"column":"quantity","value":"x")") != std::string::npos);
}

TEST(a_hub_stops_within_five_seconds_whoever_hangs_on_it) {
  HubProcess hub(db, log);
  std::vector<RawSocket> crowd;
  for (int i = 0; i < 50; ++i) {
    crowd.push_back(RawSocket::to(hub.port));
    crowd.back().send(i % 2 == 0 ? "POST /v1/push HTTP/1.1\r\nContent-Length: 100\r\n\r\nhalf" : "GET /v1/st");
  }
  const auto begin = std::chrono::steady_clock::now();
  REQUIRE(hub.terminate() == 0);
  REQUIRE(std::chrono::steady_clock::now() < begin + 5s);
  REQUIRE(content(log).find(R"("event":"listening")") != std::string::npos);
  REQUIRE(content(log).find(R"("event":"stopping")") != std::string::npos);
}
