package browser

import (
	"fmt"
	"os"
	"sort"
	"sync"
	"testing"
	"time"
)

var zzMu sync.Mutex
var zzT = map[string]time.Duration{}
var zzN = map[string]int{}

func zz(name string, t0 time.Time) {
	zzMu.Lock()
	defer zzMu.Unlock()
	zzT[name] += time.Since(t0)
	zzN[name]++
}
func TestMain(m *testing.M) {
	t0 := time.Now()
	c := m.Run()
	var names []string
	for n := range zzT {
		names = append(names, n)
	}
	sort.Slice(names, func(i, j int) bool { return zzT[names[i]] > zzT[names[j]] })
	for _, n := range names {
		fmt.Fprintf(os.Stderr, "ZZ %-30s %5d x %6.1f ms = %7.1f s\n", n, zzN[n], zzT[n].Seconds()*1000/float64(zzN[n]), zzT[n].Seconds())
	}
	fmt.Fprintln(os.Stderr, "ZZ total", time.Since(t0))
	os.Exit(c)
}
