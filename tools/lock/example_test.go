package lock_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"

	"socketpairs/tools/lock"
)

// While one holds the lock, another waits, and gives up with its context.
func ExampleFile() {
	folder, err := os.MkdirTemp("", "example")
	if err != nil {
		fmt.Println(err)
		return
	}
	defer os.RemoveAll(folder)
	path := filepath.Join(folder, "lock")
	unlock, err := lock.File(context.Background(), path)
	fmt.Println("the first:", err)

	impatient, cancel := context.WithCancel(context.Background())
	cancel()
	_, err = lock.File(impatient, path)
	fmt.Println("the second:", err)

	unlock()
	_, err = os.Stat(path)
	fmt.Println("the file is gone:", os.IsNotExist(err))
	// Output:
	// the first: <nil>
	// the second: context canceled
	// the file is gone: true
}
