// Preloaded into a program of many libraries, whose start takes longer than its work: does what comes before main()
// once, then runs main() in a fork for each request on standard input, and answers with its exit code on standard
// output. A request is its length (32 bits), and texts that end with a zero: the files that become the fork's standard
// output and standard error, and the arguments. forked.mjs is the other side.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { kMaxArguments = 255 };

typedef int (*Main)(int, char**, char**);
static Main program_main;

static const char* Next(char** text) {
  const char* start = *text;
  *text += strlen(start) + 1;
  return start;
}

static void Become(int descriptor, const char* path, int flags) {
  const int file = open(path, flags, 0600);
  if (file < 0 || dup2(file, descriptor) < 0) {
    perror(path);
    exit(127);
  }
  close(file);
}

static int RunMain(char* text, const char* end, char** environment) {
  Become(STDIN_FILENO, "/dev/null", O_RDONLY);
  Become(STDOUT_FILENO, Next(&text), O_WRONLY | O_CREAT | O_TRUNC);
  Become(STDERR_FILENO, Next(&text), O_WRONLY | O_CREAT | O_TRUNC);
  char* arguments[kMaxArguments + 1] = {NULL};
  int count = 0;
  while (text < end && count < kMaxArguments) arguments[count++] = (char*)Next(&text);
  return program_main(count, arguments, environment);
}

static bool ReadAll(void* bytes, size_t size) {
  for (size_t done = 0; done < size;) {
    const ssize_t got = read(STDIN_FILENO, (char*)bytes + done, size - done);
    if (got <= 0) return false;
    done += (size_t)got;
  }
  return true;
}

static int Serve(int argc, char** argv, char** environment) {
  (void)argc, (void)argv;
  uint32_t size;
  while (ReadAll(&size, sizeof size)) {
    char* text = malloc(size);
    if (!text || !ReadAll(text, size)) return 1;
    const pid_t fork_id = fork();
    if (fork_id == 0) exit(RunMain(text, text + size, environment));
    free(text);
    int status;
    if (fork_id < 0 || waitpid(fork_id, &status, 0) != fork_id) return 1;
    const int32_t code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    if (write(STDOUT_FILENO, &code, sizeof code) != sizeof code) return 1;
  }
  return 0;
}

typedef int (*StartMain)(Main, int, char**, void (*)(void), void (*)(void), void (*)(void), void*);

// What a program's first instructions call; this one is found before the C library's.
int __libc_start_main(Main main, int argc, char** argv, void (*init)(void), void (*fini)(void),
                      void (*loader_fini)(void), void* stack_end) {
  program_main = main;
  StartMain start_main;
  *(void**)&start_main = dlsym(RTLD_NEXT, "__libc_start_main");
  return start_main(Serve, argc, argv, init, fini, loader_fini, stack_end);
}
